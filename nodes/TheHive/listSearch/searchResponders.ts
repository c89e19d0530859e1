import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { theHiveList } from '../../shared/request';
import { listedWorkers } from './listedWorkers';

/** Responders for the kind of record that is chosen. */
export async function searchResponders(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const type = String(this.getNodeParameter('objectType', 'case'));
	return listedWorkers(await theHiveList(this, { method: 'GET', path: `/connector/cortex/responders/${encodeURIComponent(type)}` }), filter);
}
