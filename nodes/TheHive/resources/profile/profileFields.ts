import type { INodeProperties } from 'n8n-workflow';
import { listOf } from '../../../shared/values';

export const profileNameWords = { displayName: 'Name', placeholder: 'e.g. tier-1-analyst', description: 'Name of the profile, unique in this TheHive' };

export const permissionsProperty: INodeProperties = {
	displayName: 'Permission Names or IDs',
	name: 'permissions',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getPermissions' },
	default: [],
	description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const asPermissions = listOf(64);

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_PROFILE = ['_id', 'name', 'type', 'permissions', 'editable', 'forAdmin', 'forOrg', 'forExternal', 'consumesLicense', '_createdAt'] as const;
