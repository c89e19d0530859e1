import type { Resource } from '../../../shared/operation';
import { changeUserPassword } from './changePassword.operation';
import { createUser } from './create.operation';
import { deleteUser } from './delete.operation';
import { findUser } from './find.operation';
import { getUser } from './get.operation';
import { getUserApiKey } from './getApiKey.operation';
import { getCurrentUser } from './getCurrent.operation';
import { getManyUsers } from './getMany.operation';
import { lockUser } from './lock.operation';
import { removeUserApiKey } from './removeApiKey.operation';
import { renewUserApiKey } from './renewApiKey.operation';
import { resetUserMfa } from './resetMfa.operation';
import { setUserLogin } from './setLogin.operation';
import { setUserOrganisations } from './setOrganisations.operation';
import { setUserPassword } from './setPassword.operation';
import { unlockUser } from './unlock.operation';
import { updateUser } from './update.operation';

export const user: Resource = {
	name: 'User',
	value: 'user',
	operations: [
		changeUserPassword,
		createUser,
		deleteUser,
		findUser,
		getUser,
		getUserApiKey,
		getCurrentUser,
		getManyUsers,
		lockUser,
		removeUserApiKey,
		renewUserApiKey,
		resetUserMfa,
		setUserLogin,
		setUserOrganisations,
		setUserPassword,
		unlockUser,
		updateUser,
	],
	startsWith: getManyUsers,
};
