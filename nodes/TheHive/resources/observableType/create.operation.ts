import { additionalFields } from '../../../shared/fields/collections';
import { switchField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { caseSensitiveWords } from './observableTypeFields';

export const createObservableType: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create observable type',
		description: 'Create a type of observables for all organisations',
		routing: { request: { method: 'POST', url: '/observable/type' } },
	},
	fields: [
		textField('name', 64, { displayName: 'Name', name: 'observableTypeName', required: true, placeholder: 'e.g. vehicle-plate' }),
		additionalFields('observableTypeCreateFields', [
			switchField('isCaseSensitive', caseSensitiveWords),
			switchField('isAttachment', { displayName: 'Is File', description: 'Whether observables of the type are files' }),
		]),
	],
};
