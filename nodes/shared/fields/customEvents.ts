import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { rowField, rowsFields } from '../body';
import { asEpochMs, textUpTo } from '../values';
import { additionalFields } from './collections';
import { LONG_TEXT } from './record';

/** Form fields of a custom event (`InputCustomEvent`), to be wrapped as body or row fields. */
export const customEventProperties = {
	date: { displayName: 'Date', name: 'date', type: 'dateTime', default: '', description: 'When it happened, or began' },
	endDate: { displayName: 'End Date', name: 'endDate', type: 'dateTime', default: '', description: 'When it ended, if it lasted' },
	title: { displayName: 'Title', name: 'title', type: 'string', default: '', placeholder: 'e.g. Mail gateway blocked the sender', description: 'What happened, in a line' },
} as const satisfies Record<string, INodeProperties>;

const customEventRow: INodePropertyCollection = {
	displayName: 'Event',
	name: 'event',
	values: [
		rowField('date', { ...customEventProperties.date, required: true }, asEpochMs),
		rowField('title', { ...customEventProperties.title, required: true }, textUpTo(128)),
		additionalFields('more', [
			rowField('description', { displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 2 }, default: '' }, textUpTo(LONG_TEXT)),
			rowField('endDate', customEventProperties.endDate, asEpochMs),
		]),
	],
};

/** Events of a case's timeline (`InputCustomEvent`): as rows, or as JSON. */
export const customEventsFields = rowsFields(
	'customEvents',
	{ displayName: 'Timeline Events', name: 'customEvents', placeholder: 'Add Event', description: 'Events to put into the timeline' },
	customEventRow,
);
