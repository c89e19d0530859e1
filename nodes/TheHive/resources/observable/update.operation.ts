import { readBack, returnRecordField } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { OBSERVABLES } from '../../../shared/bulk/kinds';
import { updateTogether } from '../../../shared/bulk/updateOperations';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { updateTagsFields } from '../../../shared/fields/record';
import { switchField } from '../../../shared/fields/typed';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { textUpTo } from '../../../shared/values';
import { commonObservableFields } from './observableFields';

/** What can be changed of an observable (`InputUpdateObservable`): all but its value. */
export const observableUpdateFields = updateFields('observableUpdateFields', [
	...commonObservableFields,
	clearFieldsField({ Description: 'message', 'Sighted At': 'sightedAt' }),
	bodyField(
		'dataType',
		{
			displayName: 'Data Type Name or ID',
			name: 'dataType',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getAllObservableTypes' },
			default: '',
			description:
				'Observable type of TheHive that the value shall have. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		textUpTo(64),
	),
	switchField('external', { displayName: 'External', description: 'Whether the observable is shown in the portal for external users' }),
	...updateTagsFields,
]);

export const updateObservable: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update observable',
		description: 'Change fields of an observable; its value stays as it is',
		routing: {
			request: { method: 'PATCH', url: '/observable/{observableId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/observable/{observableId}', 'observableId')] },
		},
	},
	fields: [observableLocator, observableUpdateFields, returnRecordField],
	alsoCalls: ['PATCH /observable/_bulk', 'POST /query', 'GET /observable/{observableId}'],
	execute: updateTogether(OBSERVABLES, 'observableId', [observableUpdateFields]),
};
