import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_AUDIT } from './auditFields';
import { NEWEST_FIRST } from './newestFirst';

const list = recordList({
	label: 'get-history',
	start: (read, context, itemIndex) => [{ _name: 'listAuditFromObject', id: idFrom(context.getNode(), itemIndex, 'recordId', read('recordId')) }],
	simple: SIMPLE_AUDIT,
	order: NEWEST_FIRST,
});

export const getHistory: Operation = {
	option: {
		name: 'Get History of Record',
		value: 'getHistory',
		action: 'Get history of record',
		description: 'List what was done to one record, whatever its kind, newest first',
		routing: list.routing,
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
	execute: list.execute,
};
