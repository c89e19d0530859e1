import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, textMatching } from './searchRecords';

/** Records that are known by a name: settings and templates rather than evidence. */
export interface NamedRecords {
	/** Initial operation of the query, e.g. `listCaseTemplate`. */
	list: string;
	/** Name of the query in the server's log. */
	label: string;
	/** Fields that are searched; the list is ordered by the first. */
	fields: readonly [string, ...string[]];
	/** What the picker shows of a record; its first field unless said otherwise. */
	show?: (record: IDataObject) => string;
	/** What the picker gives; the `_id` unless said otherwise. */
	value?: (record: IDataObject) => string;
}

/** Makes the search of a picker by name: ordered by name, any of the fields may have the typed text. */
export function searchNamed({ list, label, fields, show, value }: NamedRecords) {
	return async function (this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
		const [first] = fields;
		return await searchRecords(
			this,
			{
				list,
				label,
				matching: (text) => ({ _or: fields.flatMap((field) => textMatching(field, text)) }),
				entry: (record) => ({ name: show ? show(record) : String(record[first]), value: value ? value(record) : String(record._id) }),
				sort: { [first]: 'asc' },
			},
			filter,
			paginationToken,
		);
	};
}
