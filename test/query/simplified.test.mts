import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resources } from '../../nodes/TheHive/resources';
import { runNode } from '../harness/runNode.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

/** Return All walks by id and date of creation, so no Simplify may drop them. */

/** Where to look, for lists that do not say it by `within`. */
const WHERE: Record<string, INodeParameters> = { attachment: { attachedTo: 'knowledgeBase' }, cortex: { jobsOf: 'all' } };

const lists = resources.flatMap(({ value, operations }) =>
	operations
		.filter(({ option, fields }) => {
			const names = fields.map(({ name }) => name);
			const needsRecord = fields.some(({ required, displayOptions }) => required && !displayOptions);
			return option.routing && !needsRecord && ['returnAll', 'filters', 'simple'].every((name) => names.includes(name));
		})
		.map(({ option, fields }): [string, INodeParameters] => {
			const within = fields.find(({ name }) => name === 'within')?.options ?? [];
			const [place] = ['all', 'knowledgeBase'].filter((name) => within.some((choice) => 'value' in choice && choice.value === name));
			return [`${value} → ${option.name}`, { resource: value, operation: option.value, returnAll: true, ...(place ? { within: place } : {}), ...WHERE[value] }];
		}),
);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
});

afterAll(async () => await sandbox.close());

describe('Return All with Simplify', () => {
	it('is in most lists', () => {
		expect(lists.length).toBeGreaterThan(15);
	});

	it.each(lists)('keeps id and date of creation: %s', async (_name, parameters) => {
		const { items, error } = await runNode({ credential: { url: sandbox.url, apiKey: SEED_API_KEY }, parameters });
		expect(error).toBeUndefined();
		for (const { json } of items) {
			expect(json._id).toBeTypeOf('string');
			expect(json._createdAt ?? json.createdAt).toBeTypeOf('number');
		}
	});

	it.each(lists)('gives the same where an agent knows routes only: %s', async (_name, parameters) => {
		const credential = { url: sandbox.url, apiKey: SEED_API_KEY };
		const [together, routed] = await Promise.all([false, true].map(async (routedOnly) => await runNode({ credential, parameters, routedOnly })));
		expect(routed?.error).toBeUndefined();
		expect(routed?.items).toEqual(together?.items);
	});

	it.each([
		['at once', 'alert', 'description', false],
		['as a route', 'alert', 'description', true],
		['that n8n routes', 'user', '_createdBy', false],
	])('leaves the fields that are named: a list %s', async (_way, resource, includeFields, routedOnly) => {
		const run = async (listOptions: INodeParameters) =>
			await runNode({ credential: { url: sandbox.url, apiKey: SEED_API_KEY }, parameters: { resource, operation: 'getAll', limit: 1, listOptions }, routedOnly });
		const [named, simple] = [await run({ includeFields }), await run({})];
		expect(Object.keys(named.items[0]?.json ?? {}).sort()).toEqual(['_createdAt', '_id', includeFields].sort());
		expect(simple.items[0]?.json).not.toHaveProperty(includeFields);
	});

});
