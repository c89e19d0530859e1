import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject } from '../../shared/values';
import { searchRecords, textMatching } from './searchRecords';

/** Observables whose value, file name or description has the text. */
export async function searchObservables(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listObservable',
			label: 'pick-observable',
			matching: (text) => ({ _or: [...textMatching('data', text), ...textMatching('message', text), { _like: { _field: 'attachment.name', _value: text } }] }),
			entry: ({ _id, dataType, data, attachment }) => ({
				name: `${String(data ?? (isObject(attachment) ? attachment.name : ''))} (${String(dataType)})`,
				value: String(_id),
			}),
		},
		filter,
		paginationToken,
	);
}
