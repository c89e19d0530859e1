import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject } from '../../shared/values';
import { pageAddress, searchRecords, textMatching } from './searchRecords';

/** Tasks whose title or group has the text, each with its case: many cases have tasks of the same title. */
export async function searchTasks(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	const address = await pageAddress(this);
	return await searchRecords(
		this,
		{
			list: 'listTask',
			label: 'pick-task',
			matching: (text) => ({ _or: [...textMatching('title', text), { _like: { _field: 'group', _value: text } }] }),
			extraData: ['case'],
			entry: ({ _id, title, extraData }) => {
				const parent = isObject(extraData) && isObject(extraData.case) ? extraData.case : undefined;
				return {
					name: parent ? `${String(title)} (#${String(parent.number)} ${String(parent.title)})` : String(title),
					value: String(_id),
					...(parent ? { url: address(`cases/${String(parent._id)}/tasks/${String(_id)}`) } : {}),
				};
			},
		},
		filter,
		paginationToken,
	);
}
