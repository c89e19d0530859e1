import type { INodeProperties } from 'n8n-workflow';
import { filterFields } from '../filter/filterFields';
import { hasPresets, presetField } from '../filter/presets';
import type { RecordKind } from './kinds';

/** Records in one request unless the node says otherwise. TheHive documents no limit. */
export const CHUNK_SIZE = 100;

/** Records that a filter may hit unless the node says otherwise. */
export const MAX_AFFECTED = 100;

const shownFor = (...applyTo: string[]): INodeProperties['displayOptions'] => ({ show: { applyTo } });

export const applyToField: INodeProperties = {
	displayName: 'Apply To',
	name: 'applyTo',
	type: 'options',
	options: [
		{ name: 'All Input Items', value: 'items', description: 'Each input item names one record; they go out together' },
		{ name: 'List of IDs', value: 'list', description: 'Records named by a list' },
		{ name: 'Records That Match a Filter', value: 'filter', description: 'Records found now by the rules below' },
	],
	default: 'items',
	description: 'Which records to work on',
};

const recordIdField: INodeProperties = {
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '={{ $json._id }}',
	required: true,
	displayOptions: shownFor('items'),
	description: 'The record that an input item names, by ID or by the address of its page',
};

const recordIdsField: INodeProperties = {
	displayName: 'Record IDs',
	name: 'recordIds',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ~4104,~8208',
	displayOptions: shownFor('list'),
	description: 'Comma-separated IDs, or a list from an expression',
};

const maxAffectedField: INodeProperties = {
	displayName: 'Max Affected',
	name: 'maxAffected',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: MAX_AFFECTED,
	displayOptions: shownFor('filter'),
	description: 'Nothing is done when more records than this match the filter',
};

/** Which records of that kind a … Many operation works on. */
export function bulkTargetFields({ entity }: RecordKind): INodeProperties[] {
	const filters = [...(hasPresets(entity) ? [presetField(entity)] : []), ...filterFields];
	return [
		applyToField,
		recordIdField,
		recordIdsField,
		...filters.map((field) => ({ ...field, displayOptions: shownFor('filter') })),
		maxAffectedField,
	];
}

export const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only list the records that would be changed, and how',
};

/** Destructive operations on more than one record ask for it. */
export const confirmField: INodeProperties = {
	displayName: 'Confirm Several',
	name: 'confirmSeveral',
	type: 'boolean',
	default: false,
	description: 'Whether more than one record may be deleted in this run. It cannot be undone.',
};

const chunkSizeOption: INodeProperties = {
	displayName: 'Records per Request',
	name: 'chunkSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000 },
	default: CHUNK_SIZE,
	description: 'Max number of records that go out in one request',
};

export const returnRecordsOption: INodeProperties = {
	displayName: 'Return Records',
	name: 'returnRecords',
	type: 'boolean',
	default: false,
	description: 'Whether to read the records back and return them as they are after the change, instead of their IDs only',
};

/** Options of an operation that changes many records. */
export const bulkOptions: INodeProperties = {
	displayName: 'Options',
	name: 'bulkOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [chunkSizeOption, returnRecordsOption],
};

/** Options of an operation after which there is nothing to read back. */
export const bulkDeleteOptions: INodeProperties = {
	displayName: 'Options',
	name: 'bulkDeleteOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [chunkSizeOption],
};
