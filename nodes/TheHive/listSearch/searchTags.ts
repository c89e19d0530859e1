import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { tagText } from '../resources/tag/tagText';
import { searchRecords, textMatching } from './searchRecords';

/** Tags whose text or namespace has the text, as alerts and cases carry them. */
export async function searchTags(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listTag',
			label: 'pick-tag',
			matching: (text) => ({ _or: ['predicate', 'value', 'namespace'].flatMap((field) => textMatching(field, text)) }),
			entry: (tag) => ({ name: tagText(tag), value: String(tag._id) }),
			sort: { predicate: 'asc' },
		},
		filter,
		paginationToken,
	);
}
