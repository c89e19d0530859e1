import type { INodeProperties } from 'n8n-workflow';
import { answeredWith, rowField, rowsFields } from '../body';
import { asBoolean, asEpochMs, asInteger, oneOf, textUpTo } from '../values';
import { additionalFields } from './collections';
import { LONG_TEXT } from './record';

export const TASK_STATUSES = [
	{ name: 'Cancelled', value: 'Cancel' },
	{ name: 'Completed', value: 'Completed' },
	{ name: 'In Progress', value: 'InProgress' },
	{ name: 'Waiting', value: 'Waiting' },
];

/** Form fields of a task (`InputCreateTask`), to be wrapped as body or row fields. */
export const taskProperties = {
	title: { displayName: 'Title', name: 'title', type: 'string', default: '', placeholder: 'e.g. Isolate the host', description: 'What is to be done, in a line' },
	assignee: { displayName: 'Assignee', name: 'assignee', type: 'string', default: '', placeholder: 'e.g. analyst@example.org', description: 'Login of the user to assign' },
	description: { displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 4 }, default: '', description: 'Markdown is rendered by TheHive' },
	dueDate: { displayName: 'Due Date', name: 'dueDate', type: 'dateTime', default: '', description: 'When it must be done' },
	endDate: { displayName: 'End Date', name: 'endDate', type: 'dateTime', default: '', description: 'When it ended' },
	flag: { displayName: 'Flag', name: 'flag', type: 'boolean', default: false, description: 'Whether to flag it as important' },
	group: { displayName: 'Group', name: 'group', type: 'string', default: '', placeholder: 'e.g. containment', description: 'Heading under which TheHive lists it' },
	mandatory: { displayName: 'Mandatory', name: 'mandatory', type: 'boolean', default: false, description: 'Whether the case can only be closed once it is done' },
	order: { displayName: 'Order', name: 'order', type: 'number', default: 0, description: 'Place in the list of tasks' },
	startDate: { displayName: 'Start Date', name: 'startDate', type: 'dateTime', default: '', description: 'When it began' },
	status: { displayName: 'Status', name: 'status', type: 'options', options: TASK_STATUSES, default: 'Waiting', description: 'How far the task is' },
} as const satisfies Record<string, INodeProperties>;

const taskRow = answeredWith(['extraData', 'timeToHandle'], {
	displayName: 'Task',
	name: 'task',
	values: [
		rowField('title', { ...taskProperties.title, required: true }, textUpTo(128)),
		rowField('group', taskProperties.group, textUpTo(64)),
		additionalFields('more', [
			rowField('assignee', taskProperties.assignee, textUpTo(128)),
			rowField('description', taskProperties.description, textUpTo(LONG_TEXT)),
			rowField('dueDate', taskProperties.dueDate, asEpochMs),
			rowField('endDate', taskProperties.endDate, asEpochMs),
			rowField('flag', taskProperties.flag, asBoolean),
			rowField('mandatory', taskProperties.mandatory, asBoolean),
			rowField('order', taskProperties.order, asInteger),
			rowField('startDate', taskProperties.startDate, asEpochMs),
			rowField('status', taskProperties.status, oneOf(TASK_STATUSES)),
		]),
	],
});

/** Tasks created together with their case or case template: as rows, or as JSON. */
export const tasksFields = rowsFields(
	'tasks',
	{ displayName: 'Tasks', name: 'tasks', placeholder: 'Add Task', description: 'Tasks to create with it, in this order' },
	taskRow,
);
