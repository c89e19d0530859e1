import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { customFieldsJsonField } from '../../../shared/fields/customFields';
import { assigneeField, dateField, flagField, papField, severityField, statusField, summaryField, tlpField } from '../../../shared/fields/record';
import { sharingRuleWords } from '../../../shared/fields/shares';
import { textField } from '../../../shared/fields/typed';
import { oneOf } from '../../../shared/values';

export const observableRuleField = textField('observableRule', 128, sharingRuleWords('Observable', 'How new observables are shared with the organisations the case is shared with'));

export const taskRuleField = textField('taskRule', 128, sharingRuleWords('Task', 'How new tasks are shared with the organisations the case is shared with'));

const startDateField = dateField('startDate', { displayName: 'Start Date', description: 'When it began; now if empty' });
const updatedStartDateField = dateField('startDate', { displayName: 'Start Date', description: 'When it began' });

const sharedFields: INodeProperties[] = [
	assigneeField,
	customFieldsJsonField,
	dateField('endDate', { displayName: 'End Date', description: 'When it ended' }),
	flagField,
	observableRuleField,
	papField,
	severityField,
	statusField,
	summaryField,
	taskRuleField,
	tlpField,
];

/** Optional fields that all operations which create a case share. */
export const commonCaseFields: INodeProperties[] = [...sharedFields, startDateField];

/** The same for a change, where what is empty stays as it is. */
export const changeableCaseFields: INodeProperties[] = [...sharedFields, updatedStartDateField];

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
