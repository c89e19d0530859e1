import type { IBinaryData, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { choiceOf } from '../choice';
import { fieldError } from '../fieldError';
import { pickedValue } from '../path';
import { isEmpty, isObject } from '../values';
import { StoredFile } from './storedFile';

const NO_FILES: INodePropertyOptions = { name: 'None', value: 'none' };

const WHICH_FILES: INodePropertyOptions[] = [
	{ name: 'All Binary Fields of the Item', value: 'all' },
	{ name: 'Named Binary Fields', value: 'named' },
];

const namesField: INodeProperties = {
	displayName: 'Input Data Field Names',
	name: 'inputDataFieldNames',
	type: 'string',
	default: 'data',
	required: true,
	displayOptions: { show: { inputFiles: ['named'] } },
	hint: 'The names of the input fields containing the binary file data to be sent',
	placeholder: 'e.g. data,attachment_0',
	description: 'Comma-separated names, or a list from an expression. An expression may also give the binary data of an earlier node itself.',
};

const filesField: INodeProperties = {
	displayName: 'Files',
	name: 'inputFiles',
	type: 'options',
	options: WHICH_FILES,
	default: 'all',
	description: 'Which files of the input item to send',
};

const optionalFilesField: INodeProperties = {
	...filesField,
	options: [...WHICH_FILES, NO_FILES],
	default: 'none',
	description: 'Which files of the input item to send along',
};

/** Which files of the input item an operation sends; at least one. */
export const inputFilesFields: INodeProperties[] = [filesField, namesField];

/** The same for an operation that can do without files. */
export const optionalInputFilesFields: INodeProperties[] = [optionalFilesField, namesField];

/** Binary data as n8n passes it on: in an item's `binary`, or (combined binary mode) among its JSON values. */
function isBinary(value: unknown): value is IBinaryData {
	return isObject(value) && typeof value.mimeType === 'string' && typeof value.data === 'string' && ('id' in value || 'fileType' in value || 'fileName' in value);
}

/** Binary data as an expression gives it: `$binary` leaves out the data and keeps the id. */
function givenBinary(value: unknown): IBinaryData | undefined {
	if (isBinary(value)) return value;
	return isObject(value) && typeof value.mimeType === 'string' && typeof value.id === 'string' ? { ...value, data: '', mimeType: value.mimeType, id: value.id } : undefined;
}

/** What is named: field names, or binary data that an expression gives. */
function named(context: IExecuteFunctions, itemIndex: number): unknown[] {
	const value = pickedValue(context.getNodeParameter('inputDataFieldNames', itemIndex, ''));
	const list: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
	return list.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)).filter((entry) => !isEmpty(entry));
}

/** The chosen binary data of an item by field name. */
function chosenBinaries(context: IExecuteFunctions, itemIndex: number): Array<[field: string, binary: IBinaryData]> {
	const node = context.getNode();
	const choice = choiceOf(context, optionalFilesField, itemIndex);
	if (choice === 'none') return [];
	if (choice === 'all') {
		const item = context.getInputData()[itemIndex];
		const all = Object.entries({ ...item?.json, ...item?.binary }).filter((entry): entry is [string, IBinaryData] => isBinary(entry[1]));
		if (all.length === 0) {
			throw fieldError(node, itemIndex, 'Files', 'cannot be sent: the input item has no binary field', 'Nothing was sent to TheHive. Check that the node before this one gives the file, or choose the files by name.');
		}
		return all;
	}
	const entries = named(context, itemIndex);
	if (entries.length === 0) throw fieldError(node, itemIndex, namesField.displayName, 'is empty');
	return entries.map((entry, index) => {
		if (typeof entry === 'string') return [entry, context.helpers.assertBinaryData(itemIndex, entry)];
		const binary = givenBinary(entry);
		if (!binary) throw fieldError(node, itemIndex, namesField.displayName, 'needs names of binary fields');
		return [`file${index + 1}`, binary];
	});
}

/**
 * The files that the form chooses from an input item, by the fields of this module. Nothing of them is read yet.
 * @returns in the order of the fields; none only where the form allows it
 * @throws NodeOperationError naming the field and item: no such binary field, or n8n's storage has lost the file
 */
export async function inputFiles(context: IExecuteFunctions, itemIndex: number): Promise<StoredFile[]> {
	const files: StoredFile[] = [];
	for (const [field, binary] of chosenBinaries(context, itemIndex)) {
		try {
			files.push(await StoredFile.of(context.helpers, field, binary));
		} catch (lost) {
			const problem = lost instanceof Error ? lost.message : String(lost);
			throw fieldError(context.getNode(), itemIndex, field, `has no file in n8n's storage any more: ${problem}`, 'Nothing was sent to TheHive. n8n may have pruned it; run the node that gives the file again.');
		}
	}
	return files;
}
