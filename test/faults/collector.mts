import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode } from 'n8n-workflow';
import { isObject, parseJson } from '../sandbox/json.mts';
import type { DeliveredEvent } from './delivered.mts';

/** Takes what a workflow sends that the trigger has started. */
export interface Collector {
	/** Every event a run came to its end with, as often as that happened. */
	readonly events: readonly DeliveredEvent[];
	/** The node that sends them. */
	readonly node: Pick<INode, 'type' | 'typeVersion' | 'parameters'>;
	close(): Promise<void>;
}

/** Starts a collector on the loopback interface. */
export async function startCollector(): Promise<Collector> {
	const events: DeliveredEvent[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const body = parseJson(Buffer.concat(parts).toString('utf8'));
			if (isObject(body)) events.push({ eventId: String(body['eventId']), id: String(body['id']), updatedAt: Number(body['updatedAt']) });
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address: AddressInfo | string | null = server.address();
	if (address === null || typeof address === 'string') throw new Error('the collector has no port');
	const jsonBody = `={{ JSON.stringify({ eventId: $json.eventId, id: $json.object.id, updatedAt: $json.entity?._updatedAt ?? $json.entity?.updatedAt ?? 0 }) }}`;
	return {
		events,
		node: {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: { method: 'POST', url: `http://127.0.0.1:${address.port}/`, sendBody: true, specifyBody: 'json', jsonBody, options: {} },
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
