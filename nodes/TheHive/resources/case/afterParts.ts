import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { requestError } from '../../../shared/errors';
import { commentsFields } from '../../../shared/fields/comments';
import { customEventsFields } from '../../../shared/fields/customEvents';
import { observablesFields } from '../../../shared/fields/observables';
import { proceduresFields } from '../../../shared/fields/procedures';
import { inputFiles } from '../../../shared/files/inputFiles';
import type { StoredFile } from '../../../shared/files/storedFile';
import { theHiveUpload } from '../../../shared/files/upload';
import { grouped } from '../../../shared/grouped';
import { theHiveList, theHiveObject } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import type { Value } from '../observable/addValues';
import { addValues, distinct } from '../observable/addValues';

/** What `POST /case` does not take: it is added once the case is there. */
export const afterPartsField: INodeProperties = {
	displayName: 'Add to the Case',
	name: 'caseParts',
	type: 'collection',
	placeholder: 'Add Part',
	default: {},
	description: 'What is added once the case is created; the result of each is reported under parts',
	options: [...commentsFields, ...observablesFields, ...proceduresFields, ...customEventsFields],
};

export interface AfterParts {
	/** By the name of the part: its rows as TheHive takes them. */
	rows: Map<string, IDataObject[]>;
	files: StoredFile[];
}

/**
 * The parts that the form of an item names, checked before anything is sent.
 * @throws NodeOperationError naming the part that cannot be meant
 */
export async function afterPartsOf(context: IExecuteFunctions, itemIndex: number): Promise<AfterParts> {
	const lists = Object.entries(bodyOf(context, [afterPartsField], itemIndex));
	const rows = lists.map(([part, list]): [string, IDataObject[]] => [part, (Array.isArray(list) ? list : []).filter(isObject)]);
	return { rows: new Map(rows.filter(([, list]) => list.length > 0)), files: await inputFiles(context, itemIndex) };
}

/** Whether the form names any part: the routed form of Create cannot add them. */
export function hasAfterParts(value: unknown): boolean {
	return isObject(value) && Object.values(value).some((part) => part !== '' && !(isObject(part) && Object.keys(part).length === 0));
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
	} catch {
		return await oneByOne(context, `${path}/procedure`, procedures, itemIndex);
	}
}

/** Observables with the same fields go together, one request for each type. */
async function addObservables(context: IExecuteFunctions, caseId: string, observables: IDataObject[], itemIndex: number): Promise<Try[]> {
	const fieldsOf = (row: IDataObject): IDataObject => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'data' && key !== 'dataType'));
	const tries: Try[] = [];
	for (const group of grouped(observables, (row) => JSON.stringify(fieldsOf(row)))) {
		const values: Value[] = distinct(group.map(({ data, dataType }) => ({ data: String(data), dataType: String(dataType), items: [itemIndex] })));
		const addition = { parent: { kind: 'case' as const, id: caseId }, fields: fieldsOf(group[0] ?? {}), values };
		for (const ofType of grouped(values, ({ dataType }) => dataType)) {
			try {
				const items = await addValues(context, { ...addition, values: ofType }, 'theHive');
				tries.push(...ofType.map(({ data, dataType }, index) => {
					const error = items[index]?.json.error;
					return { row: { data, dataType }, ...(typeof error === 'string' ? { error } : {}) };
				}));
			} catch (thrown) {
				const error = wordsOf(context, thrown, '/case/observable', itemIndex);
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
 * Adds the parts to a case that was just created. Nothing is thrown: the case is there, and each part tells what became of it.
 * @returns by part how many were added and which were not; nothing when there were no parts
 */
export async function addAfterParts(context: IExecuteFunctions, caseId: string, { rows, files }: AfterParts, itemIndex: number): Promise<IDataObject | undefined> {
	const path = `/case/${encodeURIComponent(caseId)}`;
	const observables = rows.get('observables');
	const procedures = rows.get('procedures');
	const comments = rows.get('comments');
	const events = rows.get('customEvents');
	const results: Array<[string, PartResult]> = [];
	if (observables) results.push(['observables', resultOf(await addObservables(context, caseId, observables, itemIndex))]);
	if (procedures) results.push(['procedures', resultOf(await addProcedures(context, path, procedures, itemIndex))]);
	if (comments) results.push(['comments', resultOf(await oneByOne(context, `${path}/comment`, comments, itemIndex))]);
	if (events) results.push(['customEvents', resultOf(await oneByOne(context, `${path}/customEvent`, events, itemIndex))]);
	if (files.length > 0) results.push(['attachments', resultOf(await attach(context, path, files, itemIndex))]);
	return results.length === 0 ? undefined : Object.fromEntries(results);
}
