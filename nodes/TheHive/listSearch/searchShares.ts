import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, textMatching } from './searchRecords';

/** Shares of cases with organisations whose name has the text. */
export async function searchShares(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listShare',
			label: 'pick-share',
			matching: (text) => ({ _or: [...textMatching('organisationName', text), { _eq: { _field: 'caseId', _value: text } }] }),
			entry: ({ _id, caseId, organisationName, profileName }) => ({
				name: `${String(organisationName)} as ${String(profileName)} (case ${String(caseId)})`,
				value: String(_id),
			}),
		},
		filter,
		paginationToken,
	);
}
