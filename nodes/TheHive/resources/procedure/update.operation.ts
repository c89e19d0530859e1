import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { descriptionField } from '../../../shared/fields/record';
import { procedureLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { readBackByQuery } from '../../../shared/query/oneRow';
import { patternField, tacticField, updatedOccurDateField } from './procedureFields';

export const updateProcedure: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update procedure',
		description: 'Change fields of a procedure',
		routing: {
			request: { method: 'PATCH', url: '/procedure/{procedureId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBackByQuery('getProcedure', 'procedureId')] },
		},
	},
	fields: [
		procedureLocator,
		updateFields('procedureUpdateFields', [
			clearFieldsField({ Description: 'description' }),
			descriptionField,
			updatedOccurDateField,
			tacticField,
			patternField,
		]),
	],
	alsoCalls: ['POST /query'],
};
