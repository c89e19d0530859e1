import type { Resource } from '../../../shared/operation';
import { createProfile } from './create.operation';
import { deleteProfile } from './delete.operation';
import { getProfile } from './get.operation';
import { getManyProfiles } from './getMany.operation';
import { getManyPermissions } from './getPermissions.operation';
import { updateProfile } from './update.operation';

export const profile: Resource = {
	name: 'Profile',
	value: 'profile',
	description: 'Named sets of permissions',
	operations: [createProfile, deleteProfile, getProfile, getManyProfiles, getManyPermissions, updateProfile],
	startsWith: getManyProfiles,
};
