import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';
import type { RecordedExchange } from '../sandbox/sandbox.mts';

export interface BulkFixture extends SocFixture {
	/** Creates alerts and gives their ids. */
	newAlerts: (count: number, fields?: IDataObject) => Promise<string[]>;
	/** Creates cases and gives their ids. */
	newCases: (count: number, fields?: IDataObject) => Promise<string[]>;
	/** What went over the wire since the last call of `mark`. */
	since: () => RecordedExchange[];
	/** The same as `METHOD /path` below the API, ids replaced, queries by their label. */
	wire: () => string[];
	mark: () => void;
}

let sources = 0;

/** A sandbox with an analyst, and ways to fill it and to look at what was sent. */
export async function startBulk(resource: string): Promise<BulkFixture> {
	const fixture = await startSoc(resource);
	let start = 0;
	const since = () => fixture.sandbox.requests.slice(start);
	return {
		...fixture,
		newAlerts: async (count, fields = {}) => {
			const source = `source ${++sources}`;
			const created = Array.from({ length: count }, async (_, index) =>
				await fixture.analyst.post('/alert', { type: 'test', source, sourceRef: `${index}`, title: `Alert ${index}`, description: 'd', ...fields }));
			return (await Promise.all(created)).map(({ id }) => id);
		},
		newCases: async (count, fields = {}) => {
			const ids: string[] = [];
			for (let index = 0; index < count; index++) {
				ids.push((await fixture.analyst.post('/case', { title: `Case ${index}`, description: 'd', ...fields })).id);
			}
			return ids;
		},
		since,
		wire: () => since().map(({ method, path }) => `${method} ${path.replace('/api/v1', '').replace(/~\d+/g, '{id}')}`),
		mark: () => {
			start = fixture.sandbox.requests.length;
		},
	};
}

export function jsonOf(items: INodeExecutionData[]): IDataObject[] {
	return items.map(({ json }) => json);
}

export function detailsOf(item: INodeExecutionData | undefined): IDataObject {
	const details = item?.json.details;
	return typeof details === 'object' && details !== null && !Array.isArray(details) ? { ...details } : {};
}

export function itemsOf(ids: string[]): IDataObject[] {
	return ids.map((_id) => ({ _id }));
}
