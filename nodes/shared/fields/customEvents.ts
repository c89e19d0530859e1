import type { INodePropertyCollection } from 'n8n-workflow';
import { rowField, rowsFields } from '../body';
import { asEpochMs, textUpTo } from '../values';
import { additionalFields } from './collections';
import { LONG_TEXT } from './record';

const customEventRow: INodePropertyCollection = {
	displayName: 'Event',
	name: 'event',
	values: [
		rowField('date', { displayName: 'Date', name: 'date', type: 'dateTime', default: '', required: true, description: 'When it happened, or began' }, asEpochMs),
		rowField('title', { displayName: 'Title', name: 'title', type: 'string', default: '', required: true, placeholder: 'e.g. Mail gateway blocked the sender' }, textUpTo(128)),
		additionalFields('more', [
			rowField('description', { displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 2 }, default: '' }, textUpTo(LONG_TEXT)),
			rowField('endDate', { displayName: 'End Date', name: 'endDate', type: 'dateTime', default: '', description: 'When it ended, if it lasted' }, asEpochMs),
		]),
	],
};

/** Events of a case's timeline (`InputCustomEvent`): as rows, or as JSON. */
export const customEventsFields = rowsFields(
	'customEvents',
	{ displayName: 'Timeline Events', name: 'customEvents', placeholder: 'Add Event', description: 'Events to put into the timeline' },
	customEventRow,
);
