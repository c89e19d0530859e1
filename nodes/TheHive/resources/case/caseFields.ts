import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { customFieldsJsonField } from '../../../shared/fields/customFields';
import { assigneeField, dateField, flagField, papField, severityField, statusField, summaryField, tlpField } from '../../../shared/fields/record';
import { oneOf, textUpTo } from '../../../shared/values';

export const observableRuleField = bodyField('observableRule', { displayName: 'Observable Sharing Rule', name: 'observableRule', type: 'string', default: '', placeholder: 'e.g. manual', description: 'How new observables are shared with the organisations the case is shared with' }, textUpTo(128));

export const taskRuleField = bodyField('taskRule', { displayName: 'Task Sharing Rule', name: 'taskRule', type: 'string', default: '', placeholder: 'e.g. manual', description: 'How new tasks are shared with the organisations the case is shared with' }, textUpTo(128));

/** Optional fields that Create and Update share. */
export const commonCaseFields: INodeProperties[] = [
	assigneeField,
	customFieldsJsonField,
	dateField('endDate', { displayName: 'End Date', description: 'When it ended' }),
	flagField,
	observableRuleField,
	papField,
	severityField,
	dateField('startDate', { displayName: 'Start Date', description: 'When it began; now if empty' }),
	statusField,
	summaryField,
	taskRuleField,
	tlpField,
];

const IMPACTS = [
	{ name: 'No Impact', value: 'NoImpact' },
	{ name: 'Not Applicable', value: 'NotApplicable' },
	{ name: 'With Impact', value: 'WithImpact' },
];

export const impactStatusField = bodyField(
	'impactStatus',
	{ displayName: 'Impact Status', name: 'impactStatus', type: 'options', options: IMPACTS, default: 'NotApplicable', description: 'Whether there was an impact' },
	oneOf(IMPACTS),
);

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_CASE = ['_id', 'number', 'title', 'severityLabel', 'status', 'stage', 'assignee', 'tags', 'startDate', '_createdAt'] as const;
