import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchAlerts } from './searchAlerts';
import { searchCases } from './searchCases';
import { searchLogs } from './searchLogs';
import { searchObservables } from './searchObservables';
import { searchTasks } from './searchTasks';

type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown) => Promise<INodeListSearchResult>;

/** By the names Cortex has for kinds of record. */
const SEARCHES = new Map<unknown, Search>([
	['alert', searchAlerts],
	['case', searchCases],
	['case_artifact', searchObservables],
	['case_task', searchTasks],
	['case_task_log', searchLogs],
]);

/** Records of the kind that is chosen. */
export async function searchResponderTargets(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	const search = SEARCHES.get(this.getNodeParameter('objectType', 'case')) ?? searchCases;
	return await search.call(this, filter, paginationToken);
}
