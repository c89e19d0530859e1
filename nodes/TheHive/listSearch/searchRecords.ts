import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { CREDENTIAL, theHiveQuery } from '../../shared/request';

/** Entries of one page of a picker. */
const PAGE = 50;

export interface SearchableRecords {
	/** Initial operation of the query, e.g. `listCase`, or all operations that lead to the records. */
	list: string | readonly IDataObject[];
	/** Name of the query in the server's log. */
	label: string;
	/** Condition that a record meets whose name has the typed text. */
	matching: (text: string) => IDataObject;
	/** What the picker shows of a record. */
	entry: (record: IDataObject) => INodeListSearchItems;
	/** Newest first unless said otherwise. */
	sort?: IDataObject;
	/** Computed data that `entry` reads under extraData. */
	extraData?: readonly string[];
}

/** A text is searched as part (case counts) and as whole words (any case), because TheHive knows both. */
export function textMatching(field: string, text: string): IDataObject[] {
	return [{ _like: { _field: field, _value: text } }, { _match: { _field: field, _value: text } }];
}

/**
 * One page of a picker's records, newest first.
 * @param filter what the user has typed
 * @param paginationToken offset of the page
 */
export async function searchRecords(
	context: ILoadOptionsFunctions,
	records: SearchableRecords,
	filter: string | undefined,
	paginationToken: unknown,
): Promise<INodeListSearchResult> {
	const from = Number(paginationToken ?? 0) || 0;
	const text = filter?.trim();
	const found = await theHiveQuery(
		context,
		[
			...(typeof records.list === 'string' ? [{ _name: records.list }] : records.list),
			...(text ? [{ _name: 'filter', ...records.matching(text) }] : []),
			{ _name: 'sort', _fields: [records.sort ?? { _createdAt: 'desc' }] },
			{ _name: 'page', from, to: from + PAGE, ...(records.extraData ? { extraData: [...records.extraData] } : {}) },
		],
		records.label,
	);
	return {
		results: found.map(records.entry),
		...(found.length === PAGE ? { paginationToken: String(from + PAGE) } : {}),
	};
}

/** Address of a record's page in TheHive's own interface. */
export async function pageAddress(context: ILoadOptionsFunctions): Promise<(path: string) => string> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const root = url.trim().replace(/\/+$/, '');
	return (path) => `${root}/${path}`;
}

/** The first line of a long text, short enough for a picker. */
export function firstLine(text: unknown): string {
	const line = String(text ?? '').trim().split('\n', 1)[0] ?? '';
	return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

/** A point of time (epoch ms) as a picker shows it, in UTC: `2026-01-31 08:00`. */
export function shownTime(epochMs: unknown): string {
	return typeof epochMs === 'number' ? new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ') : '';
}
