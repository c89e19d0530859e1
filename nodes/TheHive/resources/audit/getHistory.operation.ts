import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_AUDIT } from './auditFields';
import { sendNewestFirst } from './newestFirst';

export const getHistory: Operation = {
	option: {
		name: 'Get History of Record',
		value: 'getHistory',
		action: 'Get history of record',
		description: 'List what was done to one record, whatever its kind, newest first',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-history' } },
			send: {
				preSend: [
					sendNewestFirst((read, context, itemIndex) => [
						{ _name: 'listAuditFromObject', id: idFrom(context.getNode(), itemIndex, 'recordId', read('recordId')) },
					]),
				],
			},
			output: { postReceive: [simplify(SIMPLE_AUDIT)] },
		},
	},
	fields: [
		{
			displayName: 'Record ID',
			name: 'recordId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ~4104',
			description: 'ID of an alert, case, observable, task, page or any other record',
		},
		...returnAllAndLimit,
		simplifyField,
	],
};
