import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { UnfitValue } from '../../../shared/fieldError';
import { integerField, jsonObjectField, textField } from '../../../shared/fields/typed';
import { namedLocator, recordLocator } from '../../../shared/locators';
import type { Converter } from '../../../shared/values';
import { asNumber } from '../../../shared/values';

/** Kinds of record that responders work on, under the names Cortex knows them by. */
const OBJECT_TYPES = [
	{ name: 'Alert', value: 'alert' },
	{ name: 'Case', value: 'case' },
	{ name: 'Observable', value: 'case_artifact' },
	{ name: 'Task', value: 'case_task' },
	{ name: 'Task Log', value: 'case_task_log' },
];

export const objectTypeField: INodeProperties = {
	displayName: 'Record Type',
	name: 'objectType',
	type: 'options',
	options: OBJECT_TYPES,
	default: 'case',
	description: 'Kind of record the responder works on',
};

export const objectLocator = recordLocator(
	{ displayName: 'Record', name: 'objectId', description: 'The record, picked from the list, by ID, or by the address of its page' },
	'searchResponderTargets',
);

export const analyzerLocator = namedLocator(
	{ displayName: 'Analyzer', name: 'analyzerId', description: 'The analyzer, picked from the list or by ID' },
	'searchAnalyzers',
	'e.g. VirusTotal_GetReport_3_1',
);

export const responderLocator = namedLocator(
	{ displayName: 'Responder', name: 'responderId', description: 'The responder, picked from the list, by ID or name' },
	'searchResponders',
	'e.g. Mailer_1_0',
);

export const jobIdField: INodeProperties = {
	displayName: 'Job ID',
	name: 'jobId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ~4104',
	description: 'ID of the analyzer job, as running it gave it',
};

export const waitField: INodeProperties = {
	displayName: 'Wait Until Done',
	name: 'wait',
	type: 'boolean',
	default: true,
	description: 'Whether to wait for the result; otherwise the started job is returned',
};

export const cortexServerField = textField('cortexId', 128, {
	displayName: 'Cortex Server',
	placeholder: 'e.g. local',
	description: 'Name of the Cortex server to use where several offer it; the first if empty',
});

export const parametersField = jsonObjectField('parameters', {
	displayName: 'Parameters',
	placeholder: 'e.g. { "auto_extract_artifacts": true }',
	description: 'Parameters of the job, as a JSON object',
});

/** A number of at least `least`. */
export function atLeast(least: number): Converter {
	return (value) => {
		const number = asNumber(value);
		if (typeof number === 'number' && number < least) throw new UnfitValue(`is less than ${least}`);
		return number;
	};
}

export const timeoutField = bodyField(
	'timeoutSeconds',
	{ displayName: 'Timeout (Seconds)', name: 'timeoutSeconds', type: 'number', typeOptions: { minValue: 1 }, default: 600, description: 'How long to wait for each at most; what is not done by then is returned as such' },
	atLeast(1),
);

export const maxRunningField = integerField('maxRunning', { displayName: 'Max Running', description: 'How many jobs may run at a time' }, 10);

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_JOB = ['_id', 'analyzerId', 'analyzerName', 'status', 'startDate', 'endDate', 'report', 'cortexId', '_createdAt', '_createdBy'] as const;
