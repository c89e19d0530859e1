import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { firstLine, searchRecords, textMatching } from './searchRecords';

/** Comments whose message has the text. */
export async function searchComments(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listComment',
			label: 'pick-comment',
			matching: (text) => ({ _or: textMatching('message', text) }),
			entry: ({ _id, message, createdBy }) => ({ name: `${firstLine(message)} (${String(createdBy)})`, value: String(_id) }),
		},
		filter,
		paginationToken,
	);
}
