import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { INode, INodeParameters, INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { Client } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';
import { FILE, newAlert, newCase, newCaseFile, newComment, newLog, newObservable, newPage, newTask } from './bundledNodeRecords.mts';
import { samplesOf } from './bundledNodeSamples.mts';
import type { Credential, WorkflowFile } from './client.mts';
import { errorOf, itemsOf, outputOf } from './executions.mts';
import { realN8n } from './realN8n.mts';

/** n8n's own node for TheHive 5 and its trigger against the sandbox: both read the API without knowing of it. */

const NODE = 'n8n-nodes-base.theHiveProject';
const TRIGGER = 'n8n-nodes-base.theHiveProjectTrigger';
const THE_HIVE = 'TheHive';
/** n8n adds a hint at its HTTP node to every resource. */
const OFFERED_BY_N8N = '__CUSTOM_API_CALL__';
const START = 'Start';

function at(name: string, type: string, x: number, rest: Partial<INode> = {}): INode {
	return { id: randomUUID(), name, type, typeVersion: 1, position: [x, 0], parameters: {}, ...rest };
}

/** A workflow that gives the bundled node one item with a text file. */
function workflowOf(name: string, parameters: INodeParameters, { type, id, name: credential }: Credential): WorkflowFile {
	const nodes = [
		at(START, 'n8n-nodes-base.manualTrigger', 0),
		at('Text', 'n8n-nodes-base.set', 200, { typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text: FILE.content }) } }),
		at('File', 'n8n-nodes-base.convertToFile', 400, { typeVersion: 1.1, parameters: { operation: 'toText', sourceProperty: 'text', binaryPropertyName: 'data', options: { fileName: FILE.name } } }),
		at(THE_HIVE, NODE, 600, { parameters, credentials: { [type]: { id, name: credential } } }),
	];
	const next = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	return { name, nodes, connections: { [START]: next('Text'), Text: next('File'), File: next(THE_HIVE) } };
}

const valuesOf = (property: INodeProperties): string[] => (property.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option).map(({ value }) => String(value));

/** `resource.operation` for all that a node offers. */
function operationsOf({ properties }: INodeTypeDescription): string[] {
	const resources = properties.filter(({ name }) => name === 'resource').flatMap(valuesOf);
	return resources.flatMap((resource) =>
		properties
			.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource))
			.flatMap(valuesOf)
			.map((operation) => `${resource}.${operation}`),
	);
}

describe("n8n's bundled TheHive 5 node", async () => {
	const sandbox = await startSandbox({ seed: 'soc', cortexJobMs: 50 });
	afterAll(async () => await sandbox.close());
	const thehive = Client.withKey(sandbox.url, SEED_API_KEY);
	const samples = await samplesOf(thehive);
	const data = { url: sandbox.url, ApiKey: SEED_API_KEY, allowUnauthorizedCerts: false };
	let credential: Credential;
	let types: INodeTypeDescription[] = [];
	const n8n = realN8n(async ({ client }) => {
		credential = await client.saveCredential('Bundled', 'theHiveProjectApi', data);
		types = await client.nodeTypes();
	});

	function described(type: string): INodeTypeDescription {
		const found = types.find(({ name }) => name === type);
		if (found === undefined) throw new Error(`n8n has no ${type}`);
		return found;
	}

	it('takes its credential', async () => {
		expect(await n8n().client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
	});

	it('has an example of each of its operations here', () => {
		const tried = new Set(Object.keys(samples).map((name) => name.split(' ')[0]));
		expect([...tried].sort()).toEqual(operationsOf(described(NODE)).filter((operation) => !operation.endsWith(OFFERED_BY_N8N)).sort());
	});

	it.each(Object.entries(samples))('%s', async (name, prepare) => {
		const [resource = '', operation = ''] = name.split(' ')[0]?.split('.') ?? [];
		const { parameters, check } = await prepare(thehive);
		const { client } = n8n();
		const { id } = await client.saveWorkflow(workflowOf(name, { resource, operation, ...parameters }, credential));
		const execution = await client.run(id, START);
		expect(errorOf(execution, THE_HIVE)).toBeUndefined();
		expect(execution.status).toBe('success');
		await check(itemsOf(execution, THE_HIVE));
	});

	it('fills all its pickers, drop-downs and mappers', async () => {
		const { client } = n8n();
		const [{ kase }, { log }] = [await newCaseFile(thehive), await newLog(thehive)];
		await newPage(thehive, kase);
		await newComment(thehive, kase);
		const parameters = { caseId: kase, logId: log, dataType: 'domain' };
		const empty: string[] = [];
		for (const property of described(NODE).properties) {
			const { loadOptionsMethod, resourceMapper } = property.typeOptions ?? {};
			const shown = Object.fromEntries(Object.entries(property.displayOptions?.show ?? {}).map(([name, values]) => [name, String(values?.[0])]));
			const request = { nodeType: NODE, parameter: property.name, credential, parameters: { ...parameters, ...shown, id: await objectOf(shown.resource) } };
			const offered = [
				...(loadOptionsMethod ? [await client.options({ ...request, method: loadOptionsMethod })] : []),
				...(resourceMapper?.resourceMapperMethod ? [(await client.mapperFields({ ...request, method: resourceMapper.resourceMapperMethod })).fields] : []),
				...(await Promise.all(
					(property.modes ?? [])
						.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? [])
						.map(async (method) => (await client.listSearch({ ...request, method })).results),
				)),
			];
			if (offered.some(({ length }) => length === 0)) empty.push(`${shown.resource}: ${property.name}`);
		}
		expect(empty).toEqual([]);
	});

	/** Something that responders of a resource can be asked for. */
	async function objectOf(resource: string | undefined): Promise<string> {
		if (resource === 'case') return await newCase(thehive);
		if (resource === 'task') return await newTask(thehive);
		if (resource === 'observable') return await newObservable(thehive);
		return resource === 'log' ? (await newLog(thehive)).log : await newAlert(thehive);
	}

	it('starts by each event of its trigger, which the sandbox posts', async () => {
		const { client } = n8n();
		const webhookId = randomUUID();
		const trigger = at('Trigger', TRIGGER, 0, { webhookId, parameters: { events: ['*'], options: { outputOnlyData: false } } });
		const workflow = await client.saveWorkflow({ name: 'Trigger', nodes: [trigger], connections: {} });
		await client.activate(workflow);
		sandbox.webhooks.push({ url: `${n8n().baseUrl}/webhook/${webhookId}/webhook`, organisation: 'soc' });

		const [alert, kase] = [await newAlert(thehive), await newCase(thehive)];
		const task = (await thehive.post(`/case/${kase}/task`, { title: 'Task' })).id;
		const log = (await thehive.post(`/task/${task}/log`, { message: 'Log' })).id;
		const [observable, comment, page] = [await newObservable(thehive, kase), await newComment(thehive, kase), await newPage(thehive, kase)];
		await thehive.patch(`/alert/${alert}`, { severity: 4 });
		await thehive.patch(`/case/${kase}`, { severity: 4 });
		await thehive.patch(`/task/${task}`, { title: 'Renamed' });
		await thehive.patch(`/log/${log}`, { message: 'Edited' });
		await thehive.patch(`/observable/${observable}`, { ioc: true });
		await thehive.patch(`/comment/${comment}`, { message: 'Edited' });
		await thehive.patch(`/case/${kase}/page/${page}`, { content: 'Edited' });
		for (const path of [`/log/${log}`, `/observable/${observable}`, `/comment/${comment}`, `/case/${kase}/page/${page}`, `/case/${kase}`, `/alert/${alert}`]) await thehive.delete(path);
		sandbox.webhooks.length = 0;

		const wanted = described(TRIGGER).properties.filter(({ name }) => name === 'events').flatMap(valuesOf).filter((event) => event !== '*');
		const seen = new Map<string, unknown>();
		const readAll = async () => {
			for (const id of await client.executions(workflow.id)) {
				if (!seen.has(id)) seen.set(id, outputOf(await client.finished(id), 'Trigger')[0]?.event);
			}
			return [...new Set(seen.values())];
		};
		await expect.poll(readAll, { timeout: 30_000, interval: 500 }).toEqual(expect.arrayContaining(wanted));
		await client.deactivate(workflow.id);
	}, 90_000);
});
