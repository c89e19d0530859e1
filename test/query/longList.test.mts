import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runNode } from '../harness/runNode.mts';

/** A list longer than what JavaScript passes as the arguments of one call, which is how n8n's routing hands items on. */
const ROWS = 150_000;

interface PageQuery {
	query: Array<{ _name: string; from?: number; to?: number; _gte?: { _value: number } }>;
}

const server = Fastify();
server.post<{ Body: PageQuery }>('/api/v1/query', async ({ body: { query } }) => {
	const first = query.find(({ _name }) => _name === 'filter')?._gte?._value ?? 0;
	const { to = 0 } = query.find(({ _name }) => _name === 'page') ?? {};
	return Array.from({ length: Math.max(0, Math.min(to, ROWS - first)) }, (_, index) => ({ _id: `~${first + index}`, _createdAt: first + index }));
});

let url: string;

beforeAll(async () => {
	url = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => await server.close());

it(`Return All gives ${ROWS} rows, each once and linked`, async () => {
	const { items, error } = await runNode({ credential: { url, apiKey: 'key' }, parameters: { resource: 'alert', operation: 'getAll', returnAll: true } });
	expect(error).toBeUndefined();
	expect(new Set(items.map(({ json }) => json._id)).size).toBe(ROWS);
	expect(items).toHaveLength(ROWS);
	expect(items[ROWS - 1]).toEqual({ json: { _id: `~${ROWS - 1}`, _createdAt: ROWS - 1 }, pairedItem: { item: 0 } });
}, 60_000);
