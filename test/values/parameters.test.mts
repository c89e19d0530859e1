import fc from 'fast-check';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { parameterOf } from '../../nodes/shared/parameters';
import { runNode } from '../harness/runNode.mts';

/** What is read from the items without n8n's expressions is what n8n itself would give. */

const reader: INodeType = {
	description: {
		displayName: 'Reader',
		name: 'reader',
		group: ['transform'],
		version: 1,
		description: 'Reads one parameter in both ways',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	},
	async execute() {
		return [
			this.getInputData().map((_item, index) => {
				const ours = parameterOf(this, 'value', index);
				const theirs: unknown = this.getNodeParameter('value', index);
				return { json: { same: Object.is(ours, theirs) || JSON.stringify(ours) === JSON.stringify(theirs), ours: JSON.stringify(ours) ?? 'undefined' }, pairedItem: { item: index } };
			}),
		];
	},
};

const read = async (value: INodeParameters[string], input: IDataObject[]) =>
	(await runNode({ credential: { url: 'http://127.0.0.1:9' }, parameters: { value }, input, other: { type: reader, credentialType: 'theHive5Api' } })).items.map(({ json }) => json);

const field = '={{ $json.a }}';

it.each<[INodeParameters[string]]>([
	[field],
	['={{$json.a}}'],
	['={{ $json.a }} '],
	['= {{ $json.a }}'],
	['={{ $json.a }}{{ $json.b }}'],
	['={{ $json.a.length }}'],
	['={{ $json["a"] }}'],
	['={{ $json.missing }}'],
	['={{ $json.a ?? "none" }}'],
	['=plain'],
	['plain'],
	[{ __rl: true, mode: 'id', value: field }],
	[{ title: field, tags: ['x', field], severity: 3, nested: { b: '={{ $json.b }}' } }],
	[{ title: field, other: '={{ $json.a + 1 }}' }],
])('%j', async (value) => {
	const values = fc.sample(fc.oneof(fc.string(), fc.constantFrom('=', '={{ 1 }}', '{{ 1 }}', '', ' ', null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant([1, 2]), fc.constant({ c: '={{ 2 }}' })), 60);
	const results = await read(value, values.map((a, index) => ({ a, b: index })));
	expect(results).toHaveLength(60);
	expect(results.filter(({ same }) => same !== true)).toEqual([]);
});

it('a field of each item is its own', async () => {
	expect((await read(field, [{ a: 'x' }, { a: 2 }, { a: true }])).map(({ ours }) => ours)).toEqual(['"x"', '2', 'true']);
});
