import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { answerError, failedItem, requestError, unexpectedAnswer } from '../../../shared/errors';
import { shortened } from '../../../shared/files/fileName';
import type { StoredFile } from '../../../shared/files/storedFile';
import { theHiveUpload, uploadedObject } from '../../../shared/files/upload';
import { and, eq, isIn, where } from '../../../shared/filter/conditions';
import type { Parent } from '../../../shared/parent';
import { theHiveQuery, theHiveResponse } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import type { OnDuplicate } from './onDuplicate';
import { updatedExisting } from './updatedExisting';

/** Kinds of hash that TheHive computes of each file, and how many hexadecimal digits tell them apart. */
const HASHES = { md5: 32, sha1: 40, sha256: 64 };

export type HashKind = keyof typeof HASHES;

export const HASH_KINDS: Array<{ name: string; value: HashKind }> = [
	{ name: 'MD5', value: 'md5' },
	{ name: 'SHA-1', value: 'sha1' },
	{ name: 'SHA-256', value: 'sha256' },
];

function hashTagsOf({ attachment }: IDataObject, kinds: readonly HashKind[]): string[] {
	const hashes = isObject(attachment) && Array.isArray(attachment.hashes) ? attachment.hashes.map(String) : [];
	return kinds.flatMap((kind) => hashes.filter((hash) => hash.length === HASHES[kind]).map((hash) => `${kind}:${hash}`));
}

/** Files that become observables of one place with the same fields. */
export interface FileAddition {
	parent: Parent;
	/** `InputCreateObservable` without the files. */
	fields: IDataObject;
	files: StoredFile[];
	/** Which hashes of a file its observable gets as tags. */
	hashTags: HashKind[];
	itemIndex: number;
}

/** What a file that is there already is asked for in one query: a search index takes a limited number of conditions. */
const FILTERED = 100;

/** Longest name and media type of a file that is referred to, in characters (OpenAPI `InputAttachment`). */
const LONGEST_TEXT = 128;

function listIn(value: unknown): IDataObject[] {
	return (Array.isArray(value) ? value : []).filter(isObject);
}

function pathOf({ kind, id }: Parent): string {
	return `/${kind}/${encodeURIComponent(id)}/observable`;
}

/** The storage id (SHA-256) of an observable's file. */
function fileIdOf({ attachment }: IDataObject): string {
	return isObject(attachment) ? String(attachment.id) : '';
}

/** Name of the file that a refusal of TheHive is about (status 207: some observables were created, some refused). */
function refusedFile(failure: IDataObject): IDataObject {
	const object = isObject(failure.object) ? failure.object : {};
	const file = isObject(object.attachment) ? object.attachment.name : object.attachment;
	return file === undefined ? {} : { file };
}

/** The observables that TheHive answers with, and an error item for each file that it refused. */
function itemsOf(context: IExecuteFunctions, answer: unknown, { parent, fields, itemIndex }: FileAddition): INodeExecutionData[] {
	const facts = { method: 'POST', path: pathOf(parent), itemIndex };
	if (!Array.isArray(answer) && !isObject(answer)) throw unexpectedAnswer(context.getNode(), facts, 'a list');
	const { success, failure } = isObject(answer) ? answer : { success: answer, failure: [] };
	return [
		...listIn(success).map((json) => ({ json })),
		...listIn(failure).map((refusal) => failedItem(answerError(context.getNode(), { statusCode: 400, body: refusal }, facts, { body: fields }), itemIndex, refusedFile(refusal))),
	];
}

/**
 * Adds the hashes of the files as tags, such as `sha256:9f86…`. An observable that does not get them becomes an error item
 * that names it: it is there nevertheless.
 */
async function withHashTags(context: IExecuteFunctions, items: INodeExecutionData[], { hashTags, itemIndex }: FileAddition): Promise<INodeExecutionData[]> {
	return await Promise.all(
		items.map(async (item) => {
			const tags = hashTagsOf(item.json, hashTags);
			if (tags.length === 0) return item;
			try {
				return { json: await updatedExisting(context, item.json, { tags }, itemIndex) };
			} catch (thrown) {
				const path = `/observable/${String(item.json._id)}`;
				return failedItem(requestError(context.getNode(), thrown, { method: 'PATCH', path, itemIndex }), itemIndex, { created: item.json });
			}
		}),
	);
}

/** Sends the files and leaves it to TheHive what becomes of those that are there already. */
export async function addFiles(context: IExecuteFunctions, addition: FileAddition): Promise<INodeExecutionData[]> {
	const { parent, fields, files, itemIndex } = addition;
	const form = { json: fields, files: files.map((file): [string, StoredFile] => ['attachment', file]) };
	const { body } = await theHiveUpload(context, { path: pathOf(parent), itemIndex }, form);
	return await withHashTags(context, itemsOf(context, body, addition), addition);
}

/** The file observables of the parent that have one of the files, by the id of the file. */
async function existing(context: IExecuteFunctions, { parent, fields, itemIndex }: FileAddition, ids: string[]): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	for (const block of blocksOf(ids, FILTERED)) {
		const query = [
			{ _name: parent.kind === 'alert' ? 'getAlert' : 'getCase', idOrName: parent.id },
			{ _name: 'observables' },
			...where(and(eq('dataType', String(fields.dataType)), isIn('attachment.id', block))),
		];
		for (const row of await theHiveQuery(context, query, 'files-there-already', { itemIndex })) found.set(fileIdOf(row), row);
	}
	return found;
}

/** What the form says, for an observable that is there already. */
function changesOf(row: IDataObject, { fields, hashTags }: FileAddition): IDataObject {
	const { tags, ...others } = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'dataType' && key !== 'isZip'));
	const all = [...(Array.isArray(tags) ? tags : []), ...hashTagsOf(row, hashTags)];
	return { ...others, ...(all.length > 0 ? { tags: all } : {}) };
}

/**
 * Gives the files to TheHive for a while, looks which of them are there already, and makes observables of the others. A file
 * that comes twice counts once.
 * @returns an item for each file, in their order, and an error item for each that was refused
 */
export async function addNewFiles(context: IExecuteFunctions, addition: FileAddition, onDuplicate: Exclude<OnDuplicate, 'theHive'>): Promise<INodeExecutionData[]> {
	const { parent, fields, files, itemIndex } = addition;
	const upload = { path: '/user/current/attachments', itemIndex };
	const { attachments } = await uploadedObject(context, upload, { files: files.map((file) => ['attachments', file]) });
	const stored = new Map(listIn(attachments).map((attachment) => [String(attachment.id), attachment]));
	if (stored.size === 0) throw unexpectedAnswer(context.getNode(), { ...upload, method: 'POST' }, 'the files it took');
	const there = await existing(context, addition, [...stored.keys()]);
	const references = [...stored].filter(([id]) => !there.has(id)).map(([id, { name, contentType }]) => ({
		name: shortened(String(name), LONGEST_TEXT),
		contentType: String(contentType).length > LONGEST_TEXT ? 'application/octet-stream' : String(contentType),
		id,
	}));
	const items: INodeExecutionData[] = [];
	if (references.length > 0) {
		const { body } = await theHiveResponse(context, { method: 'POST', path: pathOf(parent), body: { ...fields, attachment: references }, itemIndex });
		items.push(...(await withHashTags(context, itemsOf(context, body, addition), addition)));
	}
	if (onDuplicate !== 'skip') {
		for (const row of there.values()) items.push({ json: onDuplicate === 'update' ? await updatedExisting(context, row, changesOf(row, addition), itemIndex) : row });
	}
	const ofFiles = [...stored.keys()].flatMap((id) => items.filter(({ json }) => fileIdOf(json) === id));
	return [...ofFiles, ...items.filter((item) => !ofFiles.includes(item))];
}

