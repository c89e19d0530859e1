import { readBack } from '../../../shared/answers';
import { switchField } from '../../../shared/fields/typed';
import { observableTypeLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { caseSensitiveWords } from './observableTypeFields';

export const updateObservableType: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update observable type',
		description: 'Change whether a type of observables is case-sensitive',
		routing: {
			request: { method: 'PATCH', url: '/observable/type/{observableTypeId}' },
			output: { postReceive: [readBack('/observable/type/{observableTypeId}')] },
		},
	},
	fields: [observableTypeLocator, switchField('isCaseSensitive', { ...caseSensitiveWords, required: true })],
};
