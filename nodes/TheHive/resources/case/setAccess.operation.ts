import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { CASES } from '../../../shared/bulk/kinds';
import { runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import { fieldError, fitting, UnfitValue } from '../../../shared/fieldError';
import type { Operation } from '../../../shared/operation';
import { theHiveDone } from '../../../shared/request';
import { isObject, listOf, oneOf } from '../../../shared/values';
import { SIMPLE_CASE } from './caseFields';
import { ACCESS_KINDS, WITH_USERS } from './creationFields';

const access: INodeProperties[] = [
	bodyField(
		'_kind',
		{ displayName: 'Access For', name: 'accessFor', type: 'options', options: ACCESS_KINDS, default: 'OrganisationAccessKind', required: true, description: 'Who may see the case' },
		oneOf(ACCESS_KINDS),
	),
	bodyField(
		'users',
		{
			displayName: 'Users',
			name: 'accessUsers',
			type: 'string',
			default: '',
			placeholder: 'e.g. analyst@example.org',
			displayOptions: { show: { accessFor: WITH_USERS } },
			description: 'Comma-separated logins, or a list from an expression',
		},
		listOf(128),
	),
];

/** `{ _kind, users? }` as the endpoint takes it. */
function accessFrom(body: IDataObject): IDataObject {
	const { _kind, users } = body;
	if (!WITH_USERS.includes(String(_kind))) return { access: { _kind } };
	if (!Array.isArray(users) || users.length === 0) throw new UnfitValue('is empty: nobody could see the case');
	return { access: { _kind, users } };
}

export const setCaseAccess: Operation = {
	option: {
		name: 'Set Access',
		value: 'setAccess',
		action: 'Set access to cases',
		description: 'Make one case or many private, or open them to the organisation or to external users (needs a license with case access)',
		routing: {
			request: { method: 'POST', url: '/case/_bulk/access' },
			send: {
				preSend: [
					async function (options) {
						const body = fitting(() => accessFrom(isObject(options.body) ? options.body : {}));
						if (!body.ok) throw fieldError(this.getNode(), this.getItemIndex(), 'Users', body.problem);
						options.body = body.value;
						return options;
					},
					sendIds(),
				],
			},
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(CASES), ...access, dryRunField, bulkOptions],
	alsoCalls: ['POST /query', 'POST /case/{caseId}/access', 'GET /case/{idOrName}'],
	async execute() {
		return await runMany(this, CASES, SIMPLE_CASE, {
			verb: 'given access',
			changeOf: (itemIndex) => {
				const given = bodyOf(this, access, itemIndex);
				const body = fitting(() => accessFrom(given));
				if (!body.ok) throw fieldError(this.getNode(), itemIndex, 'Users', body.problem);
				return body.value;
			},
			send: async (ids, change, itemIndex) => {
				const [only] = ids;
				const one = ids.length === 1 && only !== undefined ? only : undefined;
				await theHiveDone(this, {
					method: 'POST',
					path: one === undefined ? '/case/_bulk/access' : `/case/${encodeURIComponent(one)}/access`,
					body: one === undefined ? { ids, ...change } : change,
					itemIndex,
					// it sets fixed values
					idempotent: true,
				});
			},
		});
	},
};
