import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../n8n/client.mts';
import { realN8n } from '../n8n/realN8n.mts';
import { THE_HIVE, theHiveWorkflow, TRIGGER, triggerWorkflow } from '../n8n/workflows.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { Client } from '../sandbox/client.mts';
import { SEED_API_KEY, SEED_PASSWORD } from '../sandbox/seed.mts';
import { browserMissing, Editor } from './editor.mts';

/** The nodes in n8n's editor, as a user of it sees and clicks them. */

let sandbox: Sandbox;
let credential: Credential;
const n8n = realN8n(async ({ client }) => {
	sandbox = await startSandbox({ seed: 'soc' });
	credential = await client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
});
let editor: Editor | undefined;

const open = () => {
	if (!editor) throw new Error('The editor is not open');
	return editor;
};

/** Opens a workflow of a manual trigger and our node. */
async function openWorkflow(name: string, parameters: Record<string, string>): Promise<string> {
	const { id } = await n8n().client.saveWorkflow(theHiveWorkflow(name, parameters, credential));
	await open().openWorkflow(id);
	return id;
}

beforeEach(({ skip }) => skip(browserMissing !== undefined, browserMissing));
beforeAll(async () => {
	if (browserMissing === undefined && sandbox) editor = await Editor.open(n8n().baseUrl);
}, 60_000);
afterAll(async () => {
	await editor?.close();
	await sandbox?.close();
});

describe('the editor', { timeout: 120_000 }, () => {
	it('offers the node with its actions', async () => {
		await openWorkflow('Add a node', { resource: 'alert', operation: 'getAll' });
		await open().addNode(open().by('node-creator-plus-button').first(), 'Create case');
		expect(await open().by('parameter-input-resource').first().locator('input').inputValue()).toBe('Case');
		expect(await open().by('parameter-input-operation').first().locator('input').inputValue()).toBe('Create');
	});

	it('finds a case in the list and shows it', async () => {
		await openWorkflow('Pick a case', { resource: 'case', operation: 'get' });
		await open().openNode(THE_HIVE);
		await open().by('rlc-input').first().click();
		const entries = open().by('rlc-item');
		await entries.first().waitFor();
		await open().by('rlc-search').fill('phish');
		await entries.filter({ hasText: /phish/i }).first().waitFor();
		const [, number, title] = /^#(\d+) (.+)$/.exec((await entries.first().innerText()).trim()) ?? [];
		await entries.first().click();
		const output = await open().execute();
		expect(output).toContain(number);
		expect(output).toContain(title);
	});

	it('builds a filter of rules and groups, and sends it', async () => {
		await openWorkflow('Filter alerts', { resource: 'alert', operation: 'getAll' });
		await open().openNode(THE_HIVE);
		const filters = open().by('fixed-collection-filters');
		await open().addTo(filters, 'Group');
		await open().chooseIn(filters, 'match', 'Any Rule');
		await open().addTo(filters, 'Rule');
		await open().chooseIn(filters, 'field', 'Severity');
		await open().chooseIn(filters, 'operator', 'Is At Least or From');
		await open().fillIn(filters, 'value', 'Critical');
		sandbox.resetJournal();
		await open().execute();
		expect(sandbox.requests.at(-1)?.requestBody).toMatchObject({
			query: [{ _name: 'listAlert' }, { _name: 'filter', _gte: { _field: 'severity', _value: 4 } }, { _name: 'page', from: 0, to: 50 }],
		});
	});

	it('maps a custom field with its type', async () => {
		await openWorkflow('Map a custom field', { resource: 'case', operation: 'create', title: 'From the editor', description: 'By hand' });
		await open().openNode(THE_HIVE);
		await open().mapCustomField(/affected.hosts/i, '3');
		sandbox.resetJournal();
		await open().execute();
		const created = sandbox.requests.find(({ method, path }) => method === 'POST' && path === '/api/v1/case');
		expect(created?.requestBody).toMatchObject({ title: 'From the editor', customFields: { 'affected-hosts': 3 } });
	});

	it('builds the first playbook of README', async () => {
		// a new node takes the one credential there is
		await open().openNewWorkflow();
		await open().addNode(open().by('canvas-add-button').first(), 'On alert created');
		const [, what] = /(Alert "[^"]+" was created by \S+@soc\.local)/.exec(await open().execute()) ?? [];
		await open().closeNode();
		await open().addNode(open().by('canvas-handle-plus').first(), 'Create comment');
		await open().chooseIn(open().by('node-parameters').first(), 'parent', 'Alert');
		await open().by('rlc-mode-selector').first().click();
		await open().page.getByText('By ID', { exact: true }).last().click();
		await open().dragField('id', open().by('rlc-input').first());
		await open().dragField('what', open().by('parameter-input-message').first());
		sandbox.resetJournal();
		expect(await open().execute()).toContain(what);
		const comment = sandbox.requests.find(({ method }) => method === 'POST');
		expect(comment).toMatchObject({ path: expect.stringMatching(/\/alert\/~\d+\/comment$/), requestBody: { message: what } });
	});

	it('tries the trigger on the latest real event of each chosen kind', async () => {
		const { id } = await n8n().client.saveWorkflow(triggerWorkflow('Try the trigger', { events: ['alert.created', 'case.closed'] }, credential));
		await open().openWorkflow(id);
		await open().openNode(TRIGGER);
		const output = await open().execute();
		expect(output).toContain('2 items');
		expect(output).toMatch(/Case "#\d+ [^"]+" was closed by \S+@soc\.local/);
		expect(output).toMatch(/Alert "[^"]+" was created by \S+@soc\.local/);
	});

	it('lets the trigger wait for the next event where there is none yet', async () => {
		const filterJson = '{ "_eq": { "_field": "sourceRef", "_value": "while-it-waits" } }';
		const { id } = await n8n().client.saveWorkflow(triggerWorkflow('Wait for an event', { events: ['alert.created'], filterJson }, credential));
		await open().openWorkflow(id);
		await open().openNode(TRIGGER);
		sandbox.resetJournal();
		const output = await open().execute(async () => {
			await vi.waitFor(() => expect(sandbox.requests.some(({ path }) => path.includes('/stream'))).toBe(true), { timeout: 20_000, interval: 100 });
			const colleague = Client.withLogin(sandbox.url, 'maria.lopez@soc.local', SEED_PASSWORD);
			for (const sourceRef of ['another', 'while-it-waits']) {
				await colleague.post('/alert', { type: 'proxy', source: 'proxy-01', sourceRef, title: `Alert ${sourceRef}`, description: 'Made by a test' });
			}
		});
		expect(output).toContain('1 item');
		expect(output).toContain('Alert "Alert while-it-waits" was created by maria.lopez@soc.local');
	});

	it('says in words what went wrong', async () => {
		const { id } = await n8n().client.saveWorkflow(
			theHiveWorkflow('Fail', { resource: 'case', operation: 'get', caseId: { __rl: true, mode: 'id', value: '~123456789' } }, credential),
		);
		await open().openWorkflow(id);
		await open().openNode(THE_HIVE);
		const output = await open().execute();
		expect(output).toContain('NotFoundError: Case ~123456789 not found [item 0]');
		expect(output).toContain('an alert is no case');
	});
});
