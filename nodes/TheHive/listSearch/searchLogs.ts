import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { firstLine, searchRecords, shownTime, textMatching } from './searchRecords';

/** Task logs whose message has the text. */
export async function searchLogs(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listLog',
			label: 'pick-log',
			matching: (text) => ({ _or: textMatching('message', text) }),
			entry: ({ _id, message, date, owner }) => ({ name: `${firstLine(message)} (${String(owner)}, ${shownTime(date)})`, value: String(_id) }),
		},
		filter,
		paginationToken,
	);
}
