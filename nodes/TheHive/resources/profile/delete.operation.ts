import { deleted } from '../../../shared/answers';
import { profileLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const deleteProfile: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete profile',
		description: 'Delete a profile; TheHive refuses it for one in use',
		routing: {
			request: { method: 'DELETE', url: '/profile/{profileId}' },
			output: { postReceive: [deleted('profileId')] },
		},
	},
	fields: [profileLocator],
};
