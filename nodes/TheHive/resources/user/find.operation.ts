import type { IExecuteSingleFunctions, INodeExecutionData, INodeProperties, IN8nHttpFullResponse, PreSendAction } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import { fieldError } from '../../../shared/fieldError';
import { isIn, or, where } from '../../../shared/filter/conditions';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { isOn } from '../../../shared/toggles';
import { isEmpty, isObject } from '../../../shared/values';
import { SIMPLE_USER } from './userFields';

const allowNoUserProperty: INodeProperties = {
	displayName: 'Allow No User',
	name: 'allowNoUser',
	type: 'boolean',
	default: false,
	description: 'Whether to give no item when no user has the address, instead of stopping',
};

/** The address as it is and in lower case, which TheHive keeps logins in. */
function addressOf(context: IExecuteSingleFunctions): string {
	const given = context.getNodeParameter('userAddress');
	if (isEmpty(given) || typeof given !== 'string') throw fieldError(context.getNode(), context.getItemIndex(), 'Email or Login', 'is empty');
	return given.trim();
}

const sendFind: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const address = addressOf(this);
	const spellings = [...new Set([address, address.toLowerCase()])];
	options.body = {
		query: [
			{ _name: 'listUser' },
			...where(or(isIn('login', spellings), isIn('email', spellings))),
			{ _name: 'page', from: 0, to: 50 },
		],
	};
	return options;
};

/** No user is told as such, or gives no item where the form allows it. */
async function foundUsers(this: IExecuteSingleFunctions, _items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const rows: unknown[] = Array.isArray(response.body) ? response.body : [];
	if (rows.length === 0 && !isOn(this, allowNoUserProperty, this.getItemIndex())) {
		throw fieldError(
			this.getNode(),
			this.getItemIndex(),
			'Email or Login',
			`is '${addressOf(this)}', which no user of TheHive has`,
			'Check the address, and whether the user of the credential may see users of that organisation.',
		);
	}
	return rows.filter(isObject).map((json) => ({ json }));
}

export const findUser: Operation = {
	option: {
		name: 'Find by Email or Login',
		value: 'find',
		action: 'Find user by email or login',
		description: 'Find the user whom a chat, a directory or a mail knows by its address',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'find-user' } },
			send: { preSend: [sendFind] },
			output: { postReceive: [foundUsers, simplify(SIMPLE_USER)] },
		},
	},
	fields: [
		{
			displayName: 'Email or Login',
			name: 'userAddress',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. analyst@example.org',
			description: 'Address that is the login or the e-mail address of the user',
		},
		allowNoUserProperty,
		simplifyField,
	],
};
