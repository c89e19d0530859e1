import { readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { TheHive } from '../nodes/TheHive/TheHive.node';
import { resources } from '../nodes/TheHive/resources';
import { operationTable, surfaceOf } from './harness/surface.mts';

/** House rules over the assembled description: what lint cannot see, because operations are objects of ours. */

const { description, methods, customOperations } = new TheHive();
const operations = resources.flatMap(({ name, operations: list }) => list.map((operation) => ({ name: `${name} → ${operation.option.name}`, operation })));

/** A property and everything inside it. */
function inside(property: INodeProperties): INodeProperties[] {
	const inner = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option && 'displayName' in option ? [option] : [];
	});
	return [property, ...inner.flatMap(inside)];
}

const everyProperty = description.properties.flatMap(inside);

describe('every operation', () => {
	it.each(operations)('$name has its texts by n8n\'s guidelines', ({ operation: { option } }) => {
		expect(option.name).toMatch(/^[A-Z]/);
		expect(option.action, 'an action is a sentence without articles').not.toMatch(/\b(an?|the)\b/i);
		expect(option.action).toMatch(/^[A-Z]/);
		expect(option.description).not.toMatch(/\.$/);
		expect(option.description).not.toBe(option.action);
		expect(option.value === 'getAll').toBe(option.name === 'Get Many');
	});

	it.each(operations)('$name routes, or runs, or both', ({ operation: { option, execute } }) => {
		expect(option.routing?.request !== undefined || execute !== undefined).toBe(true);
	});

	it.each(operations)('$name shows every parameter its path names', ({ operation: { option, fields } }) => {
		const url = String(option.routing?.request?.url ?? '');
		const shown = new Set(fields.map(({ name }) => name));
		for (const [, parameter] of url.matchAll(/\{(\w+)\}/g)) expect(shown, url).toContain(parameter);
		expect(url, 'ids go into placeholders, which refuse what is none').not.toMatch(/^=|\$parameter/);
	});

	it.each(operations)('$name leaves resource and operation to describeResources', ({ operation: { fields } }) => {
		for (const { displayOptions } of fields) {
			expect(Object.keys(displayOptions?.show ?? {})).not.toContain('resource');
			expect(Object.keys(displayOptions?.show ?? {})).not.toContain('operation');
		}
	});

	it.each(resources)('of $name stands once, in alphabetical order', ({ operations: list, startsWith }) => {
		const names = list.map(({ option }) => option.name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(new Set(list.map(({ option }) => option.value)).size).toBe(list.length);
		expect(list).toContain(startsWith);
	});
});

describe('the assembled description', () => {
	it('is small enough for the editor', () => {
		expect(description.properties.length).toBeLessThan(450);
		expect(JSON.stringify(description).length).toBeLessThan(700_000);
	});

	it('has few properties of one name, because n8n evaluates each of them for every item', () => {
		const counts = new Map<string, number>();
		for (const { name, noDataExpression } of description.properties) {
			if (!noDataExpression) counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		expect([...counts].filter(([, count]) => count > 6)).toEqual([]);
	});

	it('names only methods the node has', () => {
		const methodNames = everyProperty.flatMap((property) => [
			...(property.typeOptions?.loadOptionsMethod ? [`loadOptions.${property.typeOptions.loadOptionsMethod}`] : []),
			...(property.typeOptions?.resourceMapper ? [`resourceMapping.${property.typeOptions.resourceMapper.resourceMapperMethod}`] : []),
			...(property.modes ?? []).flatMap(({ typeOptions }) => (typeOptions?.searchListMethod ? [`listSearch.${typeOptions.searchListMethod}`] : [])),
		]);
		const known = Object.entries(methods).flatMap(([kind, functions]) => Object.keys(functions).map((name) => `${kind}.${name}`));
		expect([...new Set(methodNames)].filter((name) => !known.includes(name))).toEqual([]);
	});

	it('lists resources and collections in alphabetical order', () => {
		const names = resources.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		for (const { type, name, options } of everyProperty) {
			if (type !== 'collection') continue;
			const labels = (options ?? []).map((option) => ('displayName' in option ? option.displayName : option.name));
			expect(labels, name).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
	});

	it('says "Whether" of every switch and "e.g." in every placeholder', () => {
		for (const { name, type, description: text, placeholder } of everyProperty) {
			if (type === 'boolean') expect(text, name).toMatch(/^Whether/);
			if (placeholder && type !== 'collection' && type !== 'fixedCollection') expect(placeholder, name).toMatch(/^e\.g\. /);
		}
	});

	it('runs exactly the programmatic operations by itself', () => {
		const programmatic = resources.flatMap(({ value, operations: list }) =>
			list.filter(({ execute }) => execute).map(({ option }) => `${value}.${option.value}`),
		);
		const custom = Object.entries(customOperations).flatMap(([resource, list]) => Object.keys(list).map((name) => `${resource}.${name}`));
		expect(custom.sort()).toEqual(programmatic.sort());
	});

	it('offers this surface', async () => {
		await expect(`${surfaceOf(resources).join('\n')}\n`).toMatchFileSnapshot('./surface.txt');
	});

	it('is the one in the README', () => {
		const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
		expect(readme, 'run `npm run readme`, which writes the table').toContain(operationTable(resources));
	});
});
