import { additionalFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { integerField, jsonArrayField, switchField, textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';

export const createTaxonomy: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create taxonomy',
		description: 'Create a set of tags, in the form of the MISP taxonomies',
		routing: { request: { method: 'POST', url: '/taxonomy' } },
	},
	fields: [
		textField('namespace', 128, { displayName: 'Namespace', required: true, placeholder: 'e.g. soc', description: 'What its tags begin with' }),
		textField('description', LONG_TEXT, { displayName: 'Description', name: 'taxonomyDescription', typeOptions: { rows: 2 }, required: true, description: 'What its tags are for' }),
		integerField('version', { displayName: 'Version', name: 'taxonomyVersion', required: true, description: 'Version of the set' }, 1),
		additionalFields('taxonomyCreateFields', [
			switchField('exclusive', { displayName: 'Exclusive', description: 'Whether a record can only have one of its tags' }),
			jsonArrayField('predicates', { displayName: 'Predicates (JSON)', placeholder: 'e.g. [{ "value": "phase", "expanded": "Phase" }]', description: 'Its predicates: value, expanded, description, colour, exclusive' }),
			jsonArrayField('values', { displayName: 'Values (JSON)', placeholder: 'e.g. [{ "predicate": "phase", "entry": [{ "value": "triage" }] }]', description: 'Values of its predicates: predicate and a list of entries' }),
		]),
	],
};
