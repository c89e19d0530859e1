import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { choiceField, textField } from '../../../shared/fields/typed';
import { textUpTo } from '../../../shared/values';

export const USER_TYPES = [
	{ name: 'External', value: 'External' },
	{ name: 'Normal', value: 'Normal' },
	{ name: 'Service', value: 'Service' },
];

export const profileNameProperty: INodeProperties = {
	displayName: 'Profile Name or ID',
	name: 'profile',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getProfileNames' },
	default: '',
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const organisationNameProperty: INodeProperties = {
	displayName: 'Organisation Name or ID',
	name: 'organisation',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getOrganisationNames' },
	default: '',
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const loginWords = { displayName: 'Login', placeholder: 'e.g. analyst@example.org', description: 'In the form of an e-mail address' };

export const userNameWords = { displayName: 'Name', placeholder: 'e.g. Ada Analyst', description: 'Name that TheHive shows' };

/** Optional fields that Create and Update share. */
export const commonUserFields: INodeProperties[] = [
	textField('avatar', 4_000_000, { displayName: 'Avatar', description: 'Picture of the user, as base64 text' }),
	textField('email', 128, { displayName: 'Email', placeholder: 'e.g. analyst@example.org', description: 'Where notifications go, if not to the login' }),
	bodyField('organisation', organisationNameProperty, textUpTo(128)),
	choiceField('type', USER_TYPES, { displayName: 'Type', description: 'Whether a person of the own organisation, a person outside it, or a program' }, 'Normal'),
];

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_USER = ['_id', 'login', 'name', 'email', 'organisation', 'profile', 'type', 'locked', 'hasKey', '_createdAt'] as const;
