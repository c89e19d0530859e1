import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../sandbox/client.mts';

/** Many observables, and a client that goes on adding and changing some: what a walk over all rows has to bear. */

/** Values in one request. */
const BATCH = 500;

async function batch(client: Client, caseId: string, from: number, count: number): Promise<string[]> {
	const data = Array.from({ length: count }, (_, index) => `value ${from + index}`);
	const { rows } = await client.post(`/case/${caseId}/observable`, { dataType: 'other', data });
	return rows.map(({ _id }) => String(_id));
}

/** Adds so many observables to the case. @returns their ids */
export async function addRows(client: Client, caseId: string, count: number): Promise<string[]> {
	const ids: string[] = [];
	while (ids.length < count) ids.push(...(await batch(client, caseId, ids.length, Math.min(BATCH, count - ids.length))));
	return ids;
}

export interface Writer {
	/** Ids of what was added. */
	added: string[];
	/** How often rows that exist were changed. */
	changed: number;
	/** Ends the writing. */
	stop: () => Promise<void>;
}

/** Adds single observables and changes old ones, the first, the last and any in between, until it is stopped. */
export function keepWriting(client: Client, caseId: string, ids: readonly string[], pauseMs = 2): Writer {
	let going = true;
	const writer: Writer = { added: [], changed: 0, stop: async () => undefined };
	const writing = (async () => {
		for (let turn = 0; going; turn++) {
			writer.added.push(...(await batch(client, caseId, ids.length + turn, 1)));
			const id = ids[(turn * 7919) % ids.length];
			await client.patch(`/observable/${id}`, { message: `changed ${turn}`, tags: ['changed'] });
			writer.changed++;
			await sleep(pauseMs);
		}
	})();
	writer.stop = async () => {
		going = false;
		await writing;
	};
	return writer;
}
