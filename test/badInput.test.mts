import fc from 'fast-check';
import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingOf } from '../nodes/shared/body';
import { fitting } from '../nodes/shared/fieldError';
import type { Operation } from '../nodes/shared/operation';
import { resources } from '../nodes/TheHive/resources';
import { runNode } from './harness/runNode.mts';
import type { Sandbox } from './sandbox/sandbox.mts';
import { startSandbox } from './sandbox/sandbox.mts';
import { SEED_API_KEY } from './sandbox/seed.mts';

/** Bad input over all operations: told by field and item, nothing sent that touches anything. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
});
afterAll(async () => await sandbox.close());

const operations = resources.flatMap(({ name, value, operations: list }) => list.map((operation) => ({ name: `${name} → ${operation.option.name}`, resource: value, operation })));

const locator = (value: NodeParameterValueType) => ({ __rl: true, mode: 'id', value });
const isId = ({ name, type }: INodeProperties) => type === 'resourceLocator' || /(Id|Ids)$/.test(name);

const PLAUSIBLE = ['text', '{}', '[]', '1', 'someone@example.org', '[{"a":1}]', '2026-01-01T00:00:00Z'];

/** A value that the form would take; ids are of records that do not exist. */
function plausible({ type, name, options, routing, default: preset }: INodeProperties): NodeParameterValueType {
	if (type === 'resourceLocator') return locator('~999999999');
	if (/Ids$/.test(name)) return '~999999998,~999999999';
	if (/Id$/.test(name)) return '~999999999';
	if (/interval$/i.test(name)) return '5 minutes';
	if (type === 'dateTime') return '2026-01-01T00:00:00Z';
	const [first] = options ?? [];
	if (type === 'options' && first && 'value' in first) return preset === '' ? first.value : preset;
	if (type !== 'string' && type !== 'json' && type !== 'options') return preset;
	const convert = routing && mappingOf(routing)?.convert;
	return PLAUSIBLE.find((value) => !convert || fitting(() => convert(value)).ok) ?? 'text';
}

function parametersOf(resource: string, { option, fields }: Operation): INodeParameters {
	const parameters: INodeParameters = { resource, operation: option.value };
	for (const field of fields) {
		if (field.required || isId(field)) parameters[field.name] = plausible(field);
	}
	return parameters;
}

/** Whether the form shows the field while all others have their defaults. */
const isShown = ({ displayOptions }: INodeProperties, fields: INodeProperties[]) =>
	Object.entries(displayOptions?.show ?? {}).every(([name, values]) => {
		const preset = fields.find((field) => field.name === name)?.default;
		return (values ?? []).some((value) => value === preset);
	});

const run = async (parameters: INodeParameters) => {
	sandbox.resetJournal();
	const result = await runNode({ credential: { url: sandbox.url, apiKey: SEED_API_KEY }, parameters, onError: 'continueRegularOutput' });
	const failures = result.items.filter(({ json }) => 'error' in json).map(({ json }) => String(json.error));
	const written = sandbox.requests.filter(({ method, path, status }) => method !== 'GET' && !path.startsWith('/api/v1/query') && status < 300);
	return { ...result, failures: result.error ? [...failures, result.error.message] : failures, written };
};

/** What reaches a parameter when an expression finds nothing, or the wrong thing. */
const badIds: Record<string, NodeParameterValueType> = {
	'an empty text': '',
	blanks: '   ',
	undefined: '={{ undefined }}',
	null: '={{ null }}',
	'the word undefined': '={{ "" + undefined }}',
	'an object': '={{ ({ a: 1 }) }}',
	'an empty list': '={{ [] }}',
	'the way up': '..',
};

/** A path that leaves its place, or has an empty place in it. */
const ASTRAY = /\/\/|\/(undefined|null|\.\.?)(\/|\?|$)|\/\?|\/$/;

describe('an ID that is none', () => {
	const withIds = operations.filter(({ operation: { fields } }) => fields.some((field) => isId(field) && field.required && isShown(field, fields)));

	it.each(Object.entries(badIds))('(%s) writes nothing, and is told by field and item', async (_what, bad) => {
		const silent: string[] = [];
		for (const { name, resource, operation } of withIds) {
			const parameters = parametersOf(resource, operation);
			for (const field of operation.fields.filter((candidate) => isId(candidate) && candidate.required)) {
				parameters[field.name] = field.type === 'resourceLocator' ? locator(bad) : bad;
			}
			const { failures, written, items } = await run(parameters);
			if (written.length > 0) silent.push(`${name} sent ${written.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
			else if (failures.length === 0) silent.push(`${name} gave ${JSON.stringify(items.map(({ json }) => json)).slice(0, 120)}`);
			else if (!failures.every((failure) => /\[item 0\]|is required\./.test(failure))) silent.push(`${name} said ${failures.join(' / ')}`);
			const astray = sandbox.requests.filter(({ path }) => ASTRAY.test(path));
			if (astray.length > 0) silent.push(`${name} asked for ${astray.map(({ path }) => path).join(', ')}`);
		}
		expect(silent).toEqual([]);
	}, 120_000);

	it('(a path) stays one segment, and writes nothing', async () => {
		const problems: string[] = [];
		for (const { name, resource, operation } of withIds) {
			const parameters = parametersOf(resource, operation);
			for (const field of operation.fields.filter((candidate) => isId(candidate) && candidate.required)) {
				parameters[field.name] = field.type === 'resourceLocator' ? locator('../../user/current') : '../../user/current';
			}
			const { written } = await run(parameters);
			const astray = sandbox.requests.filter(({ path }) => ASTRAY.test(path) || path.includes('user/current'));
			if (written.length + astray.length > 0) problems.push(`${name}: ${[...written, ...astray].map(({ method, path }) => `${method} ${path}`).join(', ')}`);
		}
		expect(problems).toEqual([]);
	}, 120_000);
});

/** A field that has a converter, with where it stands. */
interface BodyField {
	name: string;
	resource: string;
	operation: Operation;
	field: INodeProperties;
	collection?: string;
}

const bodyFields: BodyField[] = operations.flatMap(({ name, resource, operation }) =>
	operation.fields.flatMap((field): BodyField[] => {
		if (!isShown(field, operation.fields)) return [];
		if (field.routing && mappingOf(field.routing)) return [{ name, resource, operation, field }];
		// read only where the item has files
		if (field.type !== 'collection' || field.name === 'fileObservableFields') return [];
		return (field.options ?? []).flatMap((option) =>
			'type' in option && 'displayName' in option && option.routing && mappingOf(option.routing) ? [{ name, resource, operation, field: option, collection: field.name }] : [],
		);
	}),
);

/** Values that hardly a field of that type can mean: as given, and as n8n evaluates them. */
const BAD_VALUES: Record<string, Array<[given: string, value: unknown]>> = {
	dateTime: [['someday', 'someday'], ['31.12.2026', '31.12.2026'], ['2026-99-99', '2026-99-99']],
	number: [['={{ "many" }}', 'many'], ['={{ 1 / 0 }}', Number.POSITIVE_INFINITY], ['={{ ({}) }}', {}]],
	boolean: [['={{ "maybe" }}', 'maybe'], ['={{ [1] }}', [1]]],
	json: [['{', '{'], ['{"a":}', '{"a":}'], ['nonsense', 'nonsense']],
	options: [['={{ "nonsense" }}', 'nonsense'], ['={{ 99 }}', 99]],
	string: [['={{ "x".repeat(1200000) }}', 'x'.repeat(1_200_000)], ['={{ ({ a: { b: 1 } }) }}', { a: { b: 1 } }]],
};

/** Those of them that this field cannot mean, by its converter. */
function badValues({ type, routing }: INodeProperties): string[] {
	const convert = routing && mappingOf(routing)?.convert;
	return (BAD_VALUES[type] ?? []).filter(([, value]) => convert && !fitting(() => convert(value)).ok).map(([given]) => given);
}

describe('a value that cannot be meant', () => {
	it('is refused by the name of its field, before anything is written', async () => {
		const candidates = bodyFields.filter(({ field }) => badValues(field).length > 0);
		expect(candidates.length).toBeGreaterThan(100);
		await fc.assert(
			fc.asyncProperty(fc.nat(candidates.length - 1), fc.nat(5), async (candidate, choice) => {
				const place = candidates[candidate];
				if (!place) throw new Error('There is no such field');
				const { name, resource, operation, field, collection } = place;
				const bad = badValues(field);
				const value = bad[choice % bad.length] ?? '';
				const parameters = parametersOf(resource, operation);
				if (collection) parameters[collection] = { [field.name]: value };
				else parameters[field.name] = value;
				const { failures, written } = await run(parameters);
				const what = `${name}: ${collection ? `${collection} → ` : ''}${field.displayName} = ${String(value).slice(0, 40)}`;
				expect(written, what).toEqual([]);
				expect(failures, what).toEqual([expect.stringContaining(`'${field.displayName.replace(/ \(JSON\)$/, '')}`)]);
			}),
			{ numRuns: 400 },
		);
	}, 180_000);
});
