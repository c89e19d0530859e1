import type { IDataObject, IExecuteFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { isRefusal, requestError } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import { commentsFields } from '../../../shared/fields/comments';
import { customEventsFields } from '../../../shared/fields/customEvents';
import { observablesFields } from '../../../shared/fields/observables';
import { proceduresFields } from '../../../shared/fields/procedures';
import type { StoredFile } from '../../../shared/files/storedFile';
import { theHiveUpload } from '../../../shared/files/upload';
import { grouped } from '../../../shared/grouped';
import type { Parent } from '../../../shared/parent';
import { theHiveList, theHiveObject } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import { additionsOf, addValues } from '../observable/addValues';

function afterPartsField(name: string, record: string, parts: INodeProperties[]): INodeProperties {
	return {
		displayName: `Add to the ${record}`,
		name,
		type: 'collection',
		placeholder: 'Add Part',
		default: {},
		description: `What is added once the ${record.toLowerCase()} is created; the result of each is reported under parts`,
		options: parts,
	};
}

/** What `POST /case` does not take: it is added once the case is there. */
export const caseAfterParts = afterPartsField('caseParts', 'Case', [...commentsFields, ...observablesFields, ...proceduresFields, ...customEventsFields]);

/** The same of `POST /alert`. */
export const alertAfterParts = afterPartsField('alertParts', 'Alert', commentsFields);

/** By the name of the part: its rows as TheHive takes them. */
export type AfterParts = Map<string, IDataObject[]>;

/**
 * The parts that the form of an item names, checked before anything is sent.
 * @throws NodeOperationError naming the part that cannot be meant
 */
export function afterPartsOf(context: IExecuteFunctions, field: INodeProperties, itemIndex: number): AfterParts {
	const lists = Object.entries(bodyOf(context, [field], itemIndex));
	const rows = lists.map(([part, list]): [string, IDataObject[]] => [part, (Array.isArray(list) ? list : []).filter(isObject)]);
	return new Map(rows.filter(([, list]) => list.length > 0));
}

/** preSend of the routed form, which is one request and can add no parts. */
export function withoutParts(field: INodeProperties): PreSendAction {
	return async function (request) {
		const value: unknown = this.getNodeParameter(field.name, {});
		const isGiven = isObject(value) && Object.values(value).some((part) => part !== '' && !(isObject(part) && Object.keys(part).length === 0));
		if (isGiven) throw fieldError(this.getNode(), this.getItemIndex(), field.displayName, 'cannot be used here, where the node may send one request only');
		return request;
	};
}

/** What became of a part: how many were added, and which were not, with the reason. */
interface PartResult extends IDataObject {
	added: number;
	failed: IDataObject[];
}

type Try = { row: IDataObject; error?: string };

/** Adds rows one after the other, so that they stand in their order; a refused row stops no other. */
async function oneByOne(context: IExecuteFunctions, path: string, rows: IDataObject[], itemIndex: number): Promise<Try[]> {
	const tries: Try[] = [];
	for (const row of rows) {
		try {
			await theHiveObject(context, { method: 'POST', path, body: row, itemIndex });
			tries.push({ row });
		} catch (thrown) {
			tries.push({ row, error: wordsOf(context, thrown, path, itemIndex) });
		}
	}
	return tries;
}

function wordsOf(context: IExecuteFunctions, thrown: unknown, path: string, itemIndex: number): string {
	return requestError(context.getNode(), thrown, { method: 'POST', path, itemIndex }).message;
}

/** All procedures in one request; when one of them is refused, each by itself. */
async function addProcedures(context: IExecuteFunctions, path: string, procedures: IDataObject[], itemIndex: number): Promise<Try[]> {
	try {
		await theHiveList(context, { method: 'POST', path: `${path}/procedures`, body: { procedures }, itemIndex });
		return procedures.map((row) => ({ row }));
	} catch (thrown) {
		if (isRefusal(thrown)) return await oneByOne(context, `${path}/procedure`, procedures, itemIndex);
		const error = wordsOf(context, thrown, `${path}/procedures`, itemIndex);
		return procedures.map((row) => ({ row, error }));
	}
}

/** Observables with the same fields go together, one request for each type. */
async function addObservables(context: IExecuteFunctions, parent: Parent, observables: IDataObject[], itemIndex: number): Promise<Try[]> {
	const tries: Try[] = [];
	for (const addition of additionsOf(parent, observables, itemIndex)) {
		for (const ofType of grouped(addition.values, ({ dataType }) => dataType)) {
			try {
				const items = await addValues(context, { ...addition, values: ofType }, 'theHive');
				tries.push(...ofType.map(({ data, dataType }, index) => {
					const error = items[index]?.json.error;
					return { row: { data, dataType }, ...(typeof error === 'string' ? { error } : {}) };
				}));
			} catch (thrown) {
				const error = wordsOf(context, thrown, `/${parent.kind}/observable`, itemIndex);
				tries.push(...ofType.map(({ data, dataType }) => ({ row: { data, dataType }, error })));
			}
		}
	}
	return tries;
}

async function attach(context: IExecuteFunctions, path: string, files: StoredFile[], itemIndex: number): Promise<Try[]> {
	const rows = files.map(({ name }) => ({ name }));
	try {
		await theHiveUpload(context, { path: `${path}/attachments`, itemIndex }, { files: files.map((file) => ['attachments', file]) });
		return rows.map((row) => ({ row }));
	} catch (thrown) {
		const error = wordsOf(context, thrown, `${path}/attachments`, itemIndex);
		return rows.map((row) => ({ row, error }));
	}
}

function resultOf(tries: Try[]): PartResult {
	const failed = tries.filter(({ error }) => error !== undefined);
	return { added: tries.length - failed.length, failed: failed.map(({ row, error }) => ({ ...row, error })) };
}

/**
 * Adds the parts to a case or alert that was just created. Nothing is thrown: the record is there, and each part tells
 * what became of it.
 * @param files become attachments
 * @returns by part how many were added and which were not; nothing when there were no parts
 */
export async function addAfterParts(context: IExecuteFunctions, parent: Parent, parts: AfterParts, files: StoredFile[], itemIndex: number): Promise<IDataObject | undefined> {
	const path = `/${parent.kind}/${encodeURIComponent(parent.id)}`;
	const observables = parts.get('observables');
	const procedures = parts.get('procedures');
	const comments = parts.get('comments');
	const events = parts.get('customEvents');
	const results: Array<[string, PartResult]> = [];
	if (observables) results.push(['observables', resultOf(await addObservables(context, parent, observables, itemIndex))]);
	if (procedures) results.push(['procedures', resultOf(await addProcedures(context, path, procedures, itemIndex))]);
	if (comments) results.push(['comments', resultOf(await oneByOne(context, `${path}/comment`, comments, itemIndex))]);
	if (events) results.push(['customEvents', resultOf(await oneByOne(context, `${path}/customEvent`, events, itemIndex))]);
	if (files.length > 0) results.push(['attachments', resultOf(await attach(context, path, files, itemIndex))]);
	return results.length === 0 ? undefined : Object.fromEntries(results);
}
