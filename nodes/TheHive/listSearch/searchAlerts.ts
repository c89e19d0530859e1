import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { pageAddress, searchRecords, textMatching } from './searchRecords';

/** Alerts whose title or source reference has the text. */
export async function searchAlerts(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	const address = await pageAddress(this);
	return await searchRecords(
		this,
		{
			list: 'listAlert',
			label: 'pick-alert',
			matching: (text) => ({ _or: [...textMatching('title', text), { _like: { _field: 'sourceRef', _value: text } }] }),
			entry: ({ _id, title, source, sourceRef }) => ({
				name: `${String(title)} (${String(source)} ${String(sourceRef)})`,
				value: String(_id),
				url: address(`alerts/${String(_id)}/details`),
			}),
		},
		filter,
		paginationToken,
	);
}
