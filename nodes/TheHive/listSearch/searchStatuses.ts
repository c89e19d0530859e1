import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, textMatching } from './searchRecords';

/** Statuses of alerts or of cases, as the form says, in their order. */
export async function searchStatuses(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: this.getNodeParameter('statusOf', 'case') === 'alert' ? 'listAlertStatus' : 'listCaseStatus',
			label: 'pick-status',
			matching: (text) => ({ _or: textMatching('value', text) }),
			entry: ({ _id, value, stage }) => ({ name: `${String(value)} (${String(stage)})`, value: String(_id) }),
			sort: { order: 'asc' },
		},
		filter,
		paginationToken,
	);
}
