import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SocFixture } from './harness/socFixture.mts';
import { startSoc } from './harness/socFixture.mts';

/** A drop-down whose expression finds nothing never has its default: another choice may be meant, a safe archive for one. */

let fixture: SocFixture;
let caseId = '';
let observableId = '';
let start = 0;

beforeAll(async () => {
	fixture = await startSoc('observable');
	caseId = (await fixture.analyst.post('/case', { title: 'c', description: 'd' })).id;
	const form = new FormData();
	form.append('_json', JSON.stringify({ dataType: 'file' }));
	form.append('attachment', new File(['MZ'], 'evil.exe'));
	observableId = String((await fixture.analyst.post(`/case/${caseId}/observable`, form)).rows[0]?._id);
});

beforeEach(() => {
	start = fixture.sandbox.requests.length;
});

afterAll(async () => await fixture.close());

const sent = () => fixture.sandbox.requests.slice(start).map(({ method, path }) => `${method} ${path}`);

const DOWNLOADS: Array<[string, () => INodeParameters]> = [
	['Observable → Download File', () => ({ operation: 'downloadFile', observableId })],
	['Attachment → Download', () => ({ resource: 'attachment', operation: 'download', attachedTo: 'observable', observableId })],
	['Attachment → Download All', () => ({ resource: 'attachment', operation: 'downloadAll', attachedTo: 'case', caseId, includeObservableFiles: true })],
];

describe.each(DOWNLOADS)('%s', (_name, parameters) => {
	it.each(['={{ $json.none }}', '={{ null }}', '={{ " " }}'])('fetches no file where Download As finds nothing: %s', async (downloadAs) => {
		for (const input of [[{}], [{}, {}]]) {
			const { items, error } = await fixture.run({ ...parameters(), downloadAs }, { input });
			expect(items).toEqual([]);
			expect(error?.message).toBe("'Download As' is empty: its expression found nothing, which is never taken for a field left empty [item 0]");
		}
		expect(sent()).toEqual([]);
	});

	it.each<[form: INodeParameters, name: string]>([
		[{}, 'evil.exe'],
		[{ downloadAs: '' }, 'evil.exe'],
		[{ downloadAs: '=' }, 'evil.exe'],
		[{ downloadAs: '={{ "plain" }}' }, 'evil.exe'],
		[{ downloadAs: '={{ $json.none ?? "zip" }}' }, 'evil.exe.zip'],
	])('fetches it with %j', async (form, name) => {
		const { items, error } = await fixture.run({ ...parameters(), ...form });
		expect(error).toBeUndefined();
		expect(items.map(({ binary }) => binary?.data?.fileName)).toEqual([name]);
	});
});

const OTHERS: Array<[label: string, parameters: () => INodeParameters]> = [
	['Find', () => ({ resource: 'case', operation: 'getSimilar', caseId, similarKinds: '={{ $json.none }}' })],
	['Output As', () => ({ resource: 'attachment', operation: 'downloadAll', attachedTo: 'case', caseId, outputAs: '={{ $json.none }}' })],
	['Export', () => ({ resource: 'export', operation: 'toFile', exportModel: '={{ $json.none }}' })],
	['For', () => ({ resource: 'cortex', operation: 'getResponders', objectType: 'case', objectId: caseId, respondersFor: '={{ $json.none }}' })],
];

it.each(OTHERS)("'%s' that finds nothing is refused, too", async (label, parameters) => {
	const { error } = await fixture.run(parameters());
	expect(error?.message).toMatch(new RegExp(`^'${label}' is empty: its expression found nothing.* \\[item 0\\]$`));
	expect(sent()).toEqual([]);
});

it('a routed form refuses as well', async () => {
	const { error } = await fixture.run({ resource: 'cortex', operation: 'runResponder', objectType: '={{ $json.none }}', objectId: caseId, responderId: 'x' }, { routedOnly: true });
	expect(error?.message).toMatch(/' is empty: its expression found nothing/);
	expect(sent()).toEqual([]);
});
