import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { INodeParameters, INodeProperties, INodePropertyOptions, INodePropertyCollection } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { TheHive } from '../../nodes/TheHive/TheHive.node';
import { TheHiveTrigger } from '../../nodes/TheHiveTrigger/TheHiveTrigger.node';
import { playbookNames, readPlaybook } from '../n8n/playbooks.mts';

const STICKY = 'n8n-nodes-base.stickyNote';
/** Parameters that n8n itself adds to a node that an AI agent uses. */
const OF_TOOLS = ['descriptionType', 'toolDescription'];

const node = new TheHive().description;
const trigger = new TheHiveTrigger().description;

/** The properties that a node with these parameters shows, whatever else is chosen in it. */
function propertiesFor(type: string, { resource, operation }: INodeParameters): INodeProperties[] {
	if (type.endsWith('Trigger')) return trigger.properties;
	return node.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return (resources === undefined || resources.includes(String(resource))) && (operations === undefined || operations.includes(String(operation)));
	});
}

function isOfName(name: string) {
	return (option: INodeProperties | INodePropertyOptions | INodePropertyCollection) => option.name === name;
}

/** Parameters, also those in collections and rows, that the node does not have. */
function unknownIn(parameters: object, properties: Array<INodeProperties | INodePropertyOptions | INodePropertyCollection>): string[] {
	return Object.entries(parameters).flatMap(([name, value]): string[] => {
		const property = properties.find(isOfName(name));
		if (property === undefined) return [name];
		const inner = 'values' in property ? property.values : 'type' in property && (property.type === 'collection' || property.type === 'fixedCollection') ? property.options : undefined;
		if (inner === undefined || typeof value !== 'object' || value === null) return [];
		return [value].flat().flatMap((entry: object) => unknownIn(entry, inner).map((unknown) => `${name}.${unknown}`));
	});
}

describe.each(await playbookNames())('The playbook %s', async (name) => {
	const playbook = await readPlaybook(name);
	const ours = playbook.nodes.filter(({ type }) => type.startsWith('n8n-nodes-thehive.'));

	it('explains itself, and carries no credential', () => {
		const notes = playbook.nodes.filter(({ type }) => type === STICKY).map(({ parameters }) => String(parameters['content']));
		expect(notes.join('\n')).toContain('**To use it**');
		expect(playbook.nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(new Set(playbook.nodes.map(({ id }) => id)).size).toBe(playbook.nodes.length);
	});

	it('knows its nodes by the names they have', () => {
		const names = new Set(playbook.nodes.map((one) => one.name));
		const mentioned = [...JSON.stringify(playbook).matchAll(/\$\('([^']+)'\)/g)].map(([, mention]) => mention);
		const connected = Object.entries(playbook.connections).flatMap(([from, outputs]) => [from, ...Object.values(outputs).flat(2).map((to) => to?.node)]);
		for (const mention of [...mentioned, ...connected]) expect(names).toContain(mention);
	});

	it.each(ours.map((one) => ({ ...one, of: `${String(one.parameters['resource'] ?? 'trigger')} ${String(one.parameters['operation'] ?? '')}` })))(
		'sets in "$name" ($of) what the node has',
		({ type, parameters }) => {
			expect(unknownIn(parameters, propertiesFor(type, parameters)).filter((unknown) => !OF_TOOLS.includes(unknown))).toEqual([]);
		},
	);

	it('stands in the README, and is run by a test', async () => {
		expect(await readFile(new URL('../../playbooks/README.md', import.meta.url), 'utf8')).toContain(`(${name}.json)`);
		const tests = [`${name}.test.mts`, '../n8n/playbooks.test.mts'].map((file) => new URL(file, import.meta.url));
		const texts = await Promise.all(tests.filter((file) => existsSync(file)).map(async (file) => await readFile(file, 'utf8')));
		expect(texts.join('\n')).toContain(`'${name}'`);
	});
});
