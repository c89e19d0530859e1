import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { pageAddress, searchRecords, textMatching } from './searchRecords';

/** Cases whose title has the text, or whose number it is. */
export async function searchCases(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	const address = await pageAddress(this);
	return await searchRecords(
		this,
		{
			list: 'listCase',
			label: 'pick-case',
			matching: (text) => {
				const number = /^#?(\d+)$/.exec(text)?.[1];
				return {
					_or: [...textMatching('title', text), ...(number ? [{ _eq: { _field: 'number', _value: Number(number) } }] : [])],
				};
			},
			entry: ({ _id, number, title }) => ({
				name: `#${String(number)} ${String(title)}`,
				value: String(_id),
				url: address(`cases/${String(_id)}/details`),
			}),
		},
		filter,
		paginationToken,
	);
}
