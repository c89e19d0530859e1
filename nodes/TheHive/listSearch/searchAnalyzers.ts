import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { theHiveList } from '../../shared/request';
import { listedWorkers } from './listedWorkers';

/** Analyzers of the connected Cortex servers. */
export async function searchAnalyzers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return listedWorkers(await theHiveList(this, { method: 'GET', path: '/connector/cortex/analyzer', qs: { range: 'all' } }), filter);
}
