import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { attachmentsQuery } from '../resources/attachment/attachedTo';
import { searchRecords, shownTime, textMatching } from './searchRecords';

/** Attachments whose name has the text, of the record that the form has chosen. */
export async function searchAttachments(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: await attachmentsQuery(this, 0),
			label: 'pick-attachment',
			matching: (text) => ({ _or: textMatching('name', text) }),
			entry: ({ _id, name, size, _createdAt }) => ({ name: `${String(name)} (${String(size)} bytes, ${shownTime(_createdAt)})`, value: String(_id) }),
		},
		filter,
		paginationToken,
	);
}
