import type { INodeParameters } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addServiceUser, setUpSoc } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { TriggerHost } from './runTrigger.mts';

/** A form that would start the workflow more often than its author meant is refused when the workflow is activated. */

let sandbox: Sandbox;
let apiKey: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	apiKey = await addServiceUser((await setUpSoc(sandbox.url)).admin);
});
afterAll(async () => await sandbox.close());

/** Activates a workflow with that form, and ends it. @returns what refused it: message and advice */
async function refusalOf(parameters: INodeParameters): Promise<{ message: string; advice: string } | undefined> {
	const host = new TriggerHost({ credential: { url: sandbox.url, apiKey }, parameters: { events: ['alert.created'], ...parameters } });
	try {
		await host.start();
		return undefined;
	} catch (error) {
		if (!(error instanceof NodeOperationError)) throw error;
		return { message: error.message, advice: error.description ?? '' };
	} finally {
		await host.stop();
	}
}

const high = { rules: [{ field: 'severity', operator: 'greaterOrEqual', value: 'High' }] };

describe('A filter', () => {
	it.each<[string, INodeParameters]>([
		['rules', { filters: high }],
		['JSON', { filterJson: '{ "_gte": { "_field": "severity", "_value": 3 } }' }],
		['a preset', { alertPreset: 'open' }],
	])('of a kind of record that no chosen event is about is refused: %s', async (_name, filter) => {
		expect(await refusalOf({ events: ['case.created', 'task.completed'], ...filter })).toEqual({
			message: "'Filter Records Of' is Alert, but no chosen event is about that: the filters would leave out nothing [item 0]",
			advice: 'Choose the kind of record that the filters are for.',
		});
	});

	it('of one of several kinds that are watched leaves the others as they are', async () => {
		expect(await refusalOf({ events: ['case.created', 'alert.updated'], filters: high })).toBeUndefined();
		expect(await refusalOf({ events: ['alert.created', 'case.closed'], resource: 'case', filters: high })).toBeUndefined();
	});

	it('without rules is none, whatever the kind', async () => {
		expect(await refusalOf({ events: ['case.created'] })).toBeUndefined();
		// n8n keeps what was chosen for a kind that is hidden now
		expect(await refusalOf({ events: ['case.created'], resource: 'case', alertPreset: 'open', filters: {}, filterJson: '' })).toBeUndefined();
	});

	it('of a kind that has none is refused', async () => {
		expect(await refusalOf({ events: ['share.created'], resource: 'share', filters: high })).toMatchObject({ message: expect.stringMatching(/^'Filter Records Of' cannot be 'share'\. Choose one of: alert, /) });
	});
});

describe('Only When Fields Change', () => {
	const updated = { events: ['alert.updated', 'alert.created'] };

	it.each<[string, INodeParameters]>([
		['the only row', { changes: [{ field: '', from: '', to: 'Closed' }] }],
		['one of the rows', { changes: [{ field: 'status', from: '', to: '' }, { field: ' ', from: '', to: '' }] }],
		['an expression that finds nothing', { changes: [{ field: '={{ undefined }}', from: 'New', to: '' }] }],
	])('refuses a row without a field: %s', async (_name, fieldChanges) => {
		expect(await refusalOf({ ...updated, fieldChanges })).toEqual({
			message: "'Only When Fields Change' has a row without a field [item 0]",
			advice: 'Name the field of each row, or remove the row.',
		});
	});

	it('refuses rows that no chosen event looks at', async () => {
		expect(await refusalOf({ events: ['alert.created', 'alert.closed'], fieldChanges: { changes: [{ field: 'status', from: '', to: '' }] } })).toEqual({
			message: `'Only When Fields Change' narrows the "Updated" events, and none of them is chosen [item 0]`,
			advice: `Choose an "Updated" event in 'Trigger On', or remove the rows.`,
		});
	});

	it('takes rows as the form gives them, and none', async () => {
		const row = { field: 'status', from: '', to: 'Closed' };
		for (const fieldChanges of [{}, { changes: [] }, { changes: [row] }]) expect(await refusalOf({ ...updated, fieldChanges })).toBeUndefined();
	});
});

describe('Ignore Changes By', () => {
	it.each<[string, INodeParameters[string]]>([
		['nothing', ''],
		['commas', ' , ,'],
		['an empty list', []],
	])('refuses to ignore the listed users where the list is empty: %s', async (_name, ignoredUsers) => {
		expect(await refusalOf({ ignoreChangesBy: 'users', ignoredUsers })).toEqual({
			message: "'Users' is empty [item 0]",
			advice: 'Give the logins of the users whose changes do not count.',
		});
	});

	it('tells which field has something that is no login', async () => {
		expect(await refusalOf({ ignoreChangesBy: 'users', ignoredUsers: { login: 'ana@soc.test' } })).toMatchObject({ message: expect.stringMatching(/^'Users' needs a list/) });
	});

	it('takes users, and looks at them only where they count', async () => {
		expect(await refusalOf({ ignoreChangesBy: 'users', ignoredUsers: 'ana@soc.test, bob@soc.test' })).toBeUndefined();
		expect(await refusalOf({ ignoreChangesBy: 'nobody', ignoredUsers: '' })).toBeUndefined();
	});
});

describe('A choice that an expression gives', () => {
	it.each<[string, INodeParameters, string]>([
		['Ignore Changes By', { ignoreChangesBy: 'Nobody' }, "cannot be 'Nobody'. Choose one of: nobody, ownUser, users"],
		['Deliver', { deliver: 'together' }, "cannot be 'together'. Choose one of: each, batch"],
		['Start From', { startFrom: 'yesterday' }, "cannot be 'yesterday'. Choose one of: date, now"],
		['Start From', { startFrom: '={{ undefined }}' }, "cannot be 'undefined'. Choose one of: date, now"],
	])('is never taken for another one: %s', async (field, parameters, problem) => {
		expect(await refusalOf(parameters)).toMatchObject({ message: `'${field}' ${problem} [item 0]` });
	});
});
