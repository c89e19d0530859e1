import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { inputFiles, inputFilesFields } from '../../../shared/files/inputFiles';
import type { Operation } from '../../../shared/operation';
import { parentFields, parentOf } from '../../../shared/parent';
import { isObject } from '../../../shared/values';
import type { HashKind } from './addFiles';
import { addFiles, addNewFiles, HASH_KINDS } from './addFiles';
import { fileObservableBody, fileObservableFields } from './fileFields';
import { onDuplicateFrom, onDuplicateProperty } from './onDuplicate';

const hashTagsProperty: INodeProperties = {
	displayName: 'Hashes as Tags',
	name: 'hashTags',
	type: 'multiOptions',
	options: HASH_KINDS,
	default: [],
	description: 'Which hashes of a file to add to the tags of its observable, such as sha256:9f86…',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'fileObservableOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [hashTagsProperty, { ...onDuplicateProperty, description: 'What to do with a file that the case or alert has already' }],
};

/** The kinds of hash that are named, by value or by name; a text names them with commas. */
function hashKinds(context: IExecuteFunctions, itemIndex: number, value: unknown): HashKind[] {
	const given: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',').filter((name) => name.trim() !== '') : [];
	return given.map((entry) => {
		const text = String(entry).trim();
		const kind = HASH_KINDS.find((known) => known.value === text || known.name === text);
		if (!kind) throw fieldError(context.getNode(), itemIndex, hashTagsProperty.displayName, `cannot be '${text}'. Choose one of: ${HASH_KINDS.map((known) => known.value).join(', ')}`);
		return kind.value;
	});
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const node = this.getNode();
		const parent = parentOf(this, itemIndex);
		const fields = fileObservableBody(this, itemIndex);
		const chosen: unknown = this.getNodeParameter(options.name, itemIndex, {});
		const given = isObject(chosen) ? chosen : {};
		const onDuplicate = onDuplicateFrom(node, itemIndex, given.onDuplicate);
		if (onDuplicate !== 'theHive' && fields.isZip === true) {
			throw fieldError(node, itemIndex, onDuplicateProperty.displayName, 'must be left to TheHive for archives to unpack', 'Nothing was sent to TheHive. Only TheHive knows what files are in an archive.');
		}
		const hashTags = hashKinds(this, itemIndex, given.hashTags);
		const addition = { parent, fields, hashTags, files: await inputFiles(this, itemIndex), itemIndex };
		return onDuplicate === 'theHive' ? await addFiles(this, addition) : await addNewFiles(this, addition, onDuplicate);
	});
}

export const createObservablesFromFile: Operation = {
	option: {
		name: 'Create From File',
		value: 'createFromFile',
		action: 'Create observables from files',
		description: 'Add files of the input item to a case or an alert, one observable for each, or for each file in an archive',
	},
	fields: [...parentFields, ...inputFilesFields, fileObservableFields, options],
	execute,
	alsoCalls: [
		'GET /observable/{observableId}',
		'PATCH /observable/{observableId}',
		'POST /alert/{alertId}/observable',
		'POST /case/{caseId}/observable',
		'POST /query',
		'POST /user/current/attachments',
	],
};
