import { readBack, returnRecordField } from '../../../shared/answers';
import { CASES } from '../../../shared/bulk/kinds';
import { updateTogether } from '../../../shared/bulk/updateOperations';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { descriptionField, titleField, updateTagsFields } from '../../../shared/fields/record';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { changeableCaseFields, impactStatusField } from './caseFields';

/** What can be changed of a case (`InputUpdateCase`). */
const optionalFields = updateFields('caseUpdateFields', [
	...changeableCaseFields,
	clearFieldsField({ Assignee: 'assignee', 'End Date': 'endDate', 'Impact Status': 'impactStatus', Summary: 'summary' }),
	descriptionField,
	impactStatusField,
	titleField,
	...updateTagsFields,
]);

/** What an update can change. */
export const caseUpdateFields = [optionalFields, customFieldsMapper];

export const updateCase: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update case',
		description: 'Change fields of a case',
		routing: {
			request: { method: 'PATCH', url: '/case/{caseId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/case/{caseId}', 'caseId')] },
		},
	},
	fields: [
		caseLocator,
		...caseUpdateFields,
		returnRecordField,
	],
	alsoCalls: ['PATCH /case/_bulk', 'POST /query', 'GET /case/{idOrName}'],
	execute: updateTogether(CASES, 'caseId', caseUpdateFields),
};
