import { additionalFields } from '../../../shared/fields/collections';
import { descriptionField } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { parentFields } from '../../../shared/parent';
import { occurDateField, requiredPatternField, tacticField } from './procedureFields';

export const createProcedure: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create procedure',
		description: 'Note in a case or an alert that a technique of ATT&CK was used',
		routing: { request: { method: 'POST', url: '/{parent}/procedure' } },
	},
	fields: [...parentFields, requiredPatternField, tacticField, occurDateField, additionalFields('procedureCreateFields', [descriptionField])],
};
