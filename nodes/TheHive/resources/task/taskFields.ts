import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { assigneeField, LONG_TEXT } from '../../../shared/fields/record';
import { TASK_STATUSES, taskProperties } from '../../../shared/fields/tasks';
import { asBoolean, asEpochMs, asInteger, oneOf, textUpTo } from '../../../shared/values';

export const taskTitleField = bodyField('title', taskProperties.title, textUpTo(128));
export const requiredTaskTitleField = bodyField('title', { ...taskProperties.title, required: true }, textUpTo(128));

/** Optional fields that Create and Update share (`InputCreateTask`, `InputUpdateTask`). */
export const commonTaskFields: INodeProperties[] = [
	assigneeField,
	bodyField('description', taskProperties.description, textUpTo(LONG_TEXT)),
	bodyField('dueDate', taskProperties.dueDate, asEpochMs),
	bodyField('endDate', taskProperties.endDate, asEpochMs),
	bodyField('flag', taskProperties.flag, asBoolean),
	bodyField('group', taskProperties.group, textUpTo(64)),
	bodyField('mandatory', taskProperties.mandatory, asBoolean),
	bodyField('order', taskProperties.order, asInteger),
	bodyField('startDate', taskProperties.startDate, asEpochMs),
	bodyField('status', taskProperties.status, oneOf(TASK_STATUSES)),
];

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_TASK = ['_id', 'title', 'group', 'status', 'assignee', 'dueDate', 'startDate', 'mandatory', 'flag', '_createdAt'] as const;
