/**
 * Makes the pictures of README.md from the real editor, on the sandbox:
 *
 *     npm run pictures
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { browserMissing, Editor } from '../browser/editor.mts';
import type { Look } from '../browser/editor.mts';
import type { Credential, WorkflowFile } from '../n8n/client.mts';
import { startN8n } from '../n8n/host.mts';
import { installHost } from '../n8n/installHost.mts';
import { readPlaybook, withCredential } from '../n8n/playbooks.mts';
import { THE_HIVE, theHiveWorkflow, TRIGGER, triggerWorkflow } from '../n8n/workflows.mts';
import { Client } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY, SEED_PASSWORD } from '../sandbox/seed.mts';
import { packPackage } from './build.mts';
import { ROOT } from './project.mjs';
import { reportFailure, StopMessage } from './stopMessage.mjs';

const PICTURES = join(ROOT, 'docs/pictures');
/** Messages and hints of n8n that come and go, and the handles beside its panels. */
const PASSING = '.el-notification, [role="tooltip"], [data-reka-popper-content-wrapper], [data-test-id="panel-drag-button"], [data-test-id="floating-nodes"] { display: none !important; }';

/** The panels of a node end in rounded corners. */
const TRIM = -2;

const severeAlerts = {
	resource: 'alert',
	operation: 'getAll',
	limit: 25,
	filters: {
		rules: [
			{ field: 'severity', operator: 'greaterOrEqual', value: 'High' },
			{ field: '_createdAt', operator: 'inTheLast', amount: 7, unit: 'days' },
		],
	},
	sort: { fields: [{ field: '_createdAt', direction: 'desc' }] },
};

const closedCases = { events: ['case.closed', 'alert.created'] };

try {
	await takePictures();
} catch (error) {
	reportFailure(error);
	process.exit(1);
}

async function takePictures(): Promise<void> {
	if (browserMissing !== undefined) throw new StopMessage(browserMissing);
	await installHost();
	const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
	const sandbox = await startSandbox({ seed: 'soc', cortexJobMs: 500 });
	const n8n = await startN8n({ folder: join(folder, 'n8n'), tarball: await packPackage(join(folder, 'package')) });
	const credential = await n8n.client.saveCredential('TheHive', 'theHive5Api', { url: sandbox.url, authentication: 'apiKey', apiKey: SEED_API_KEY });
	const saved = async (workflow: WorkflowFile) => (await n8n.client.saveWorkflow(workflow)).id;
	try {
		await mkdir(PICTURES, { recursive: true });
		await ofNode('action', n8n.baseUrl, await saved(theHiveWorkflow('Severe alerts of the week', severeAlerts, credential)), THE_HIVE, 'Table', { width: 1650, height: 1180, scale: 1.5 });
		await ofNode('trigger', n8n.baseUrl, await saved(triggerWorkflow('When a case is closed', closedCases, credential)), TRIGGER, 'JSON', { width: 1250, height: 960, scale: 1.5 });
		await ofPlaybook('playbook', n8n.baseUrl, await saved(await enrichment(sandbox.url, credential)));
	} finally {
		await n8n.stop();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** The playbook that enriches observables, after a colleague has added some. */
async function enrichment(url: string, credential: Credential): Promise<WorkflowFile> {
	const colleague = Client.withLogin(url, 'maria.lopez@soc.local', SEED_PASSWORD);
	const { id } = await colleague.post('/case', { title: 'Beaconing of WS-FINANCE-07', description: 'Seen by the proxy' });
	await colleague.post(`/case/${id}/observable`, { dataType: 'ip', data: ['203.0.113.66'], ioc: true });
	return withCredential(await readPlaybook('enrich-new-observables'), credential);
}

/** A node that has just run: its form and its output, without the panel for its input. */
async function ofNode(picture: string, baseUrl: string, workflowId: string, node: string, view: 'JSON' | 'Table', look: Look): Promise<void> {
	const editor = await Editor.open(baseUrl, look);
	try {
		await editor.openWorkflow(workflowId);
		await editor.openNode(node);
		await editor.execute();
		await editor.by('output-panel').getByText(view, { exact: true }).click();
		await photograph(editor, picture, [editor.by('node-parameters').first(), editor.by('output-panel')], TRIM);
	} finally {
		await editor.close();
	}
}

/** A workflow on the canvas that has just run. */
async function ofPlaybook(picture: string, baseUrl: string, workflowId: string): Promise<void> {
	const editor = await Editor.open(baseUrl, { width: 1700, height: 760, scale: 1.5 });
	try {
		await editor.openWorkflow(workflowId);
		await editor.by('execute-workflow-button').first().click();
		await editor.page.getByText('Workflow executed successfully').waitFor();
		await photograph(editor, picture, await editor.page.locator('.vue-flow__node').all(), 80);
	} finally {
		await editor.close();
	}
}

/** Saves the part of the page that holds these elements, with room around them or, where it is negative, trimmed (pixels of the page). */
async function photograph(editor: Editor, picture: string, elements: Locator[], room: number): Promise<void> {
	await editor.page.addStyleTag({ content: PASSING });
	await editor.page.mouse.move(0, 0);
	// animations of what has just been opened
	await editor.page.waitForTimeout(1_000);
	const boxes = (await Promise.all(elements.map(async (element) => await element.boundingBox()))).filter((box) => box !== null);
	const left = Math.min(...boxes.map(({ x }) => x)) - room;
	const top = Math.min(...boxes.map(({ y }) => y)) - room;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + room;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + room;
	await editor.page.screenshot({ path: join(PICTURES, `${picture}.png`), clip: { x: left, y: top, width: right - left, height: bottom - top } });
	console.log(`  docs/pictures/${picture}.png`);
}
