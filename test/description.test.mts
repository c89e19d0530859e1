import { readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../nodes/shared/operation';
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

/** What breaks a rule, over all operations; the rule gives the problems of one. */
const problems = (rule: (operation: Operation) => Array<string | false | undefined>): string[] =>
	operations.flatMap(({ name, operation }) => rule(operation).filter((problem) => typeof problem === 'string').map((problem) => `${name}: ${problem}`));

describe('every operation', () => {
	it("has its texts by n8n's guidelines", () => {
		expect(
			problems(({ option: { name, action, description: text, value } }) => [
				!/^[A-Z]/.test(name) && `the name '${name}' is not capitalised`,
				/\b(an?|the)\b/i.test(action) && `the action '${action}' has an article`,
				!/^[A-Z]/.test(action) && `the action '${action}' is no sentence`,
				/\.$/.test(text) && `the description '${text}' ends with a period`,
				text === action && 'the description repeats the action',
				(value === 'getAll') !== (name === 'Get Many') && `'${name}' has the value '${value}'`,
			]),
		).toEqual([]);
	});

	it('routes, or runs, or both', () => {
		expect(problems(({ option, execute }) => [!option.routing?.request && !execute && 'does nothing'])).toEqual([]);
	});

	it('shows every parameter its path names, and names ids by placeholders, which refuse what is none', () => {
		expect(
			problems(({ option, fields }) => {
				const url = String(option.routing?.request?.url ?? '');
				const shown = new Set(fields.map(({ name }) => name));
				const named = [...url.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter ?? '');
				return [/^=|\$parameter/.test(url) && `builds ${url}`, ...named.map((parameter) => !shown.has(parameter) && `does not show ${parameter}`)];
			}),
		).toEqual([]);
	});

	it('leaves resource and operation to describeResources', () => {
		expect(
			problems(({ fields }) =>
				fields.map(({ name, displayOptions }) => Object.keys(displayOptions?.show ?? {}).some((key) => key === 'resource' || key === 'operation') && name),
			),
		).toEqual([]);
	});

	it('stands once in its resource, in alphabetical order', () => {
		for (const { name, operations: list, startsWith } of resources) {
			const names = list.map(({ option }) => option.name);
			expect(names, name).toEqual([...names].sort((a, b) => a.localeCompare(b)));
			expect(new Set(list.map(({ option }) => option.value)).size, name).toBe(list.length);
			expect(list, name).toContain(startsWith);
		}
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

	it('says what each collection adds or sets, in title case', () => {
		for (const { name, type, placeholder } of everyProperty) {
			if (type === 'collection' || type === 'fixedCollection') expect(placeholder, name).toMatch(/^(Add|Set) [A-Z]/);
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
