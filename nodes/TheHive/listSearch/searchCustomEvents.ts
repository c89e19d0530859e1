import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, shownTime, textMatching } from './searchRecords';

/** Custom events of timelines whose title has the text. */
export async function searchCustomEvents(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listCustomEvent',
			label: 'pick-custom-event',
			matching: (text) => ({ _or: textMatching('title', text) }),
			entry: ({ _id, title, date }) => ({ name: `${String(title)} (${shownTime(date)})`, value: String(_id) }),
		},
		filter,
		paginationToken,
	);
}
