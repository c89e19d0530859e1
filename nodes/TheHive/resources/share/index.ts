import type { Resource } from '../../../shared/operation';
import { deleteShare } from './delete.operation';
import { deleteManyShares } from './deleteMany.operation';
import { getManyShares } from './getMany.operation';
import { getSharesOfCase } from './getSharesOfCase.operation';
import { getSharingProfiles } from './getSharingProfiles.operation';
import { setShares } from './set.operation';
import { shareCase } from './share.operation';
import { unshareCase } from './unshare.operation';
import { updateShareProfile } from './updateProfile.operation';

export const share: Resource = {
	name: 'Share',
	value: 'share',
	description: 'Which organisations see a case',
	operations: [
		deleteShare,
		deleteManyShares,
		getManyShares,
		getSharesOfCase,
		getSharingProfiles,
		setShares,
		shareCase,
		unshareCase,
		updateShareProfile,
	],
	startsWith: getManyShares,
};
