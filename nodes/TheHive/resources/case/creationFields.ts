import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { bodyField, rowField, rowsOf } from '../../../shared/body';
import { UnfitValue } from '../../../shared/fieldError';
import { pagesFields } from '../../../shared/fields/pages';
import { shareWithFields } from '../../../shared/fields/shares';
import { tasksFields } from '../../../shared/fields/tasks';
import type { Converter } from '../../../shared/values';
import { asJson, isEmpty, isObject, listOf, oneOf } from '../../../shared/values';

/** Who may see a case (`Access`, told apart by `_kind`). */
export const ACCESS_KINDS = [
	{ name: 'All External Users', value: 'AllExternalAccessKind', description: 'The organisation and all its external users' },
	{ name: 'Chosen External Users', value: 'ExternalAccessKind', description: 'The organisation and the external users named below' },
	{ name: 'Chosen Users', value: 'UserAccessKind', description: 'Only the users named below: a private case' },
	{ name: 'Organisation', value: 'OrganisationAccessKind', description: 'Everyone in the organisations it is shared with' },
];

/** Those that name users. */
export const WITH_USERS = ['ExternalAccessKind', 'UserAccessKind'];

const accessRow: INodePropertyCollection = {
	displayName: 'Access',
	name: 'access',
	values: [
		rowField('_kind', { displayName: 'For', name: '_kind', type: 'options', options: ACCESS_KINDS, default: 'UserAccessKind', description: 'Who may see the case' }, oneOf(ACCESS_KINDS)),
		rowField(
			'users',
			{ displayName: 'Users', name: 'users', type: 'string', default: '', placeholder: 'e.g. analyst@example.org', description: 'Comma-separated logins, or a list from an expression' },
			listOf(128),
		),
	],
};

const asRows = rowsOf(accessRow);

/** `{ _kind, users? }`: from the form, or as TheHive has it. */
const asAccess: Converter = (value) => {
	const given = asJson(value);
	if (isEmpty(given)) return undefined;
	const form = isObject(given) && 'access' in given ? given.access : given;
	const rows = asRows(Array.isArray(form) ? form : [form]);
	const [access]: unknown[] = Array.isArray(rows) ? rows : [];
	if (!isObject(access) || access._kind === undefined) return undefined;
	if (!WITH_USERS.includes(String(access._kind))) return { _kind: access._kind };
	if (!Array.isArray(access.users) || access.users.length === 0) throw new UnfitValue('names no users: nobody could see the case');
	return access;
};

/** Who may see a new case: as a row, or as JSON, since n8n takes no expression for the row as a whole. */
export const accessFields: INodeProperties[] = [
	bodyField(
		'access',
		{
			displayName: 'Access',
			name: 'access',
			type: 'fixedCollection',
			placeholder: 'Set Access',
			default: {},
			description: 'Who may see the case; needs a license with case access',
			options: [accessRow],
		},
		asAccess,
	),
	bodyField(
		'access',
		{
			displayName: 'Access (JSON)',
			name: 'accessJson',
			type: 'string',
			default: '',
			placeholder: 'e.g. { "_kind": "UserAccessKind", "users": ["analyst@example.org"] }',
			description: 'The same as a JSON object, for expressions and AI agents',
		},
		asAccess,
	),
];

/** What a new case can be given along with its own fields, in the same request. */
export const caseContentFields: INodeProperties[] = [
	...pagesFields('pages', 'Pages to write into the case'),
	...shareWithFields(),
	...tasksFields,
];
