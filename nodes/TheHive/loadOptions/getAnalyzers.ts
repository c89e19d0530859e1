import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { theHiveList } from '../../shared/request';

/** Analyzers of the connected Cortex servers, with the data types they take. */
export async function getAnalyzers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const analyzers = await theHiveList(this, { method: 'GET', path: '/connector/cortex/analyzer', qs: { range: 'all' } });
	return analyzers
		.map(({ name, dataTypeList }) => ({
			name: String(name),
			// the name: an id is another one on every Cortex server
			value: String(name),
			...(Array.isArray(dataTypeList) ? { description: `For ${dataTypeList.join(', ')}` } : {}),
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}
