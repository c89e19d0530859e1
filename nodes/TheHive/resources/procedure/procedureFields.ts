import { asPatternId, asTactic } from '../../../shared/attackPatterns';
import { bodyField } from '../../../shared/body';
import { asOccurDate, occurDateProperty } from '../../../shared/fields/procedures';
import { patternLocator } from '../../../shared/locators';
import { pickedValue } from '../../../shared/path';
import { asEpochMs } from '../../../shared/values';

/** Fields of a procedure (`InputProcedure`, `InputUpdateProcedure`). */
export const requiredPatternField = bodyField('patternId', patternLocator, (value) => asPatternId(pickedValue(value)));
export const patternField = bodyField('patternId', { ...patternLocator, required: false }, (value) => asPatternId(pickedValue(value)));

/** The drop-down knows which technique the form names, and offers that one's tactics. */
export const tacticField = bodyField(
	'tactic',
	{
		displayName: 'Tactic Name or ID',
		name: 'tactic',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getTactics', loadOptionsDependsOn: ['patternId.value'] },
		default: '',
		description:
			'What the technique was for; may stay empty where it has one tactic only. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	asTactic,
);

export const occurDateField = bodyField('occurDate', { ...occurDateProperty }, asOccurDate);
export const updatedOccurDateField = bodyField('occurDate', { ...occurDateProperty, description: 'When it happened' }, asEpochMs);

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_PROCEDURE = ['_id', 'patternId', 'patternName', 'tactic', 'tacticLabel', 'occurDate', 'description', '_createdAt', '_createdBy'] as const;
