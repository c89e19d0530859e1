import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { descriptionField, titleField, updateTagsFields } from '../../../shared/fields/record';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { oneOf } from '../../../shared/values';
import { commonCaseFields } from './caseFields';

const IMPACTS = [
	{ name: 'No Impact', value: 'NoImpact' },
	{ name: 'Not Applicable', value: 'NotApplicable' },
	{ name: 'With Impact', value: 'WithImpact' },
];

export const updateCase: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update case',
		description: 'Change fields of a case',
		routing: {
			request: { method: 'PATCH', url: '/case/{caseId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/case/{caseId}')] },
		},
	},
	fields: [
		caseLocator,
		updateFields('caseUpdateFields', [
			...commonCaseFields,
			clearFieldsField({ Assignee: 'assignee', 'End Date': 'endDate', 'Impact Status': 'impactStatus', Summary: 'summary' }),
			descriptionField,
			bodyField('impactStatus', { displayName: 'Impact Status', name: 'impactStatus', type: 'options', options: IMPACTS, default: 'NotApplicable', description: 'Whether there was an impact' }, oneOf(IMPACTS)),
			titleField,
			...updateTagsFields,
		]),
	],
};
