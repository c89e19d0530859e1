import type { INodeProperties } from 'n8n-workflow';
import { asPatternId, asTactic, patternIdsIn } from '../attackPatterns';
import { answeredWith, rowField, rowsFields } from '../body';
import { UnfitValue } from '../fieldError';
import type { Converter } from '../values';
import { asEpochMs, isEmpty, textUpTo } from '../values';
import { additionalFields } from './collections';
import { LONG_TEXT } from './record';

export const occurDateProperty: INodeProperties = {
	displayName: 'Occurred At',
	name: 'occurDate',
	type: 'dateTime',
	default: '',
	description: 'When it happened; now if empty',
};

/** TheHive needs a date with every new procedure. */
export const asOccurDate: Converter = (value) => asEpochMs(value) ?? Date.now();

const procedureRow = answeredWith(['extraData', 'patternName', 'tacticLabel'], {
	displayName: 'Procedure',
	name: 'procedure',
	values: [
		rowField(
			'patternId',
			{ displayName: 'Technique', name: 'patternId', type: 'string', default: '', required: true, placeholder: 'e.g. T1566.001', description: 'ID of the ATT&CK technique' },
			asPatternId,
		),
		rowField('occurDate', occurDateProperty, asOccurDate),
		additionalFields('more', [
			rowField('description', { displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 2 }, default: '', description: 'How it was done' }, textUpTo(LONG_TEXT)),
			rowField(
				'tactic',
				{ displayName: 'Tactic', name: 'tactic', type: 'string', default: '', placeholder: 'e.g. initial-access', description: 'What the technique was for; may stay empty where it has one tactic only' },
				asTactic,
			),
		]),
	],
});

/** A list of procedures; from a text or a list of texts, the techniques that they name by their ID. */
const fromText = (asRows: Converter): Converter => (value) => {
	const isText = typeof value === 'string' && !isEmpty(value) && !/^\s*[[{]/.test(value);
	const isTexts = Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
	if (!isText && !isTexts) return asRows(value);
	const patternIds = patternIdsIn(value);
	if (patternIds.length === 0) throw new UnfitValue('names no technique by an ID such as T1566.001');
	return asRows(patternIds.map((patternId) => ({ patternId })));
};

/** Procedures created together with their alert or case (`InputProcedure`): as rows, or as JSON or a text with technique IDs. */
export const proceduresFields = rowsFields(
	'procedures',
	{ displayName: 'Procedures', name: 'procedures', placeholder: 'Add Procedure', description: 'Techniques of ATT&CK to note with it; a text may name them by their IDs' },
	procedureRow,
	fromText,
);
