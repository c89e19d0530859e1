import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import type { NodeRun } from '../harness/runNode.mts';
import { runNode } from '../harness/runNode.mts';

/** Passwords and keys that a workflow gives never get into what the node says of a failure. */

const SECRET = 'hunter2 SECRET"\\/é';
let fixture: AdminFixture;

beforeAll(async () => {
	fixture = await startAdmin('user');
});
beforeEach(() => fixture.sandbox.faults.reset());
afterAll(async () => await fixture.close());

/** Runs it both ways: ended by the error, and going on with an item. */
async function bothWays(parameters: INodeParameters, vault: unknown = SECRET): Promise<{ ended: NodeRun; wentOn: NodeRun; told: string }> {
	const run = async (onError?: 'continueRegularOutput') =>
		await runNode({ credential: fixture.credential, parameters, input: [{ vault: JSON.parse(JSON.stringify(vault)) }], ...(onError ? { onError } : {}) });
	const ended = await run();
	const wentOn = await run('continueRegularOutput');
	const { error } = ended;
	// n8n puts the node and its parameters into every error
	const told = JSON.stringify([error?.message, error?.description, { ...error, node: undefined }, wentOn.items]);
	return { ended, wentOn, told };
}

describe('A secret that is no text', () => {
	it.each<[string, INodeParameters]>([
		['New Password', { resource: 'user', operation: 'setPassword', userId: 'analyst@main.test', newPassword: '={{ $json.vault }}' }],
		['Current Password', { resource: 'user', operation: 'changePassword', userId: 'analyst@main.test', newPassword: 'correct horse', currentPassword: '={{ $json.vault }}' }],
		['Password', { resource: 'user', operation: 'create', login: 'x@main.test', userName: 'x', profile: 'analyst', userCreateFields: { password: '={{ $json.vault }}' } }],
		['License Key', { resource: 'platform', operation: 'addLicense', license: '={{ $json.vault }}' }],
	])('is refused by the name of its field (%s), not by its value', async (field, parameters) => {
		const { ended, wentOn, told } = await bothWays(parameters, { value: 'hunter2' });
		expect(ended.error?.message).toBe(`'${field}' needs text [item 0]`);
		expect(wentOn.items[0]?.json.error).toBe(`'${field}' needs text [item 0]`);
		expect(told).not.toContain('hunter2');
	});

	it('that is too long is told by its length', async () => {
		const { ended, told } = await bothWays({ resource: 'user', operation: 'setPassword', userId: 'x', newPassword: '={{ $json.vault }}' }, 'hunter2'.repeat(50));
		expect(ended.error?.message).toBe("'New Password' is 350 characters long, TheHive takes at most 128 [item 0]");
		expect(told).not.toContain('hunter2');
	});

	it.each([['{ "type": "basic", "password": hunter2 }', 'is no valid JSON'], ['["hunter2"]', 'needs a JSON object']])('of a feeder (%s) is not shown either', async (auth, problem) => {
		const { ended, told } = await bothWays({ resource: 'alertFeeder', operation: 'create', newFeederName: 'f', feederDescription: 'f', feederUrl: 'https://siem.example', feederInterval: '5 minutes', functionName: 'f', feederCreateFields: { auth: '={{ $json.vault }}' } }, auth);
		expect(ended.error?.message).toContain(problem);
		expect(told).not.toContain('hunter2');
	});
});

describe('A redirect', () => {
	it('is told without what stands behind the question mark, and without a login', async () => {
		fixture.sandbox.faults.failNext({ status: 301, times: 2, body: '', headers: { location: 'https://me:hunter2@elsewhere.example/api/v1/case/~1/export?password=hunter2#hunter2' } });
		const { ended, told } = await bothWays({ resource: 'case', operation: 'exportArchive', caseId: '~1', archivePassword: 'hunter2' });
		expect(ended.error?.message).toBe('TheHive is not at this address: it redirects to https://elsewhere.example/api/v1/case/~1/export [item 0]');
		expect(told).not.toContain('hunter2');
	});

	it('to a path, or to nowhere, is told as well', async () => {
		fixture.sandbox.faults.failNext({ status: 302, body: '', headers: { location: '/login?next=%2Fapi' } });
		fixture.sandbox.faults.failNext({ status: 302, body: '' });
		const { ended, wentOn } = await bothWays({ resource: 'user', operation: 'getApiKey', userId: 'x' });
		expect(ended.error?.message).toBe('TheHive is not at this address: it redirects to /login [item 0]');
		expect(wentOn.items[0]?.json.error).toBe('TheHive is not at this address: it redirects to another one [item 0]');
	});
});

describe('A server that repeats what it was sent', () => {
	const body = {
		type: 'AttributeCheckingError',
		message: `[Invalid format for password: ${SECRET}]`,
		errors: [{ name: 'password', type: 'InvalidFormatAttributeError', value: { value: SECRET }, message: `no ${SECRET}!` }],
	};

	it.each<[string, INodeParameters]>([
		['routed', { resource: 'user', operation: 'setPassword', userId: 'x', newPassword: '={{ $json.vault }}' }],
		['in a query', { resource: 'case', operation: 'exportArchive', caseId: '~1', archivePassword: '={{ $json.vault }}' }],
		['API Request', { resource: 'apiRequest', operation: 'send', requestMethod: 'POST', requestPath: '/x', requestBody: '={{ ({ at: $now, list: [{ clientSecret: $json.vault }] }) }}' }],
	])('has its secrets replaced (%s)', async (_way, parameters) => {
		fixture.sandbox.faults.failNext({ status: 400, times: 2, body });
		const { ended, wentOn, told } = await bothWays(parameters);
		expect(ended.error?.message).toBe('AttributeCheckingError: [Invalid format for password: ***] [item 0]');
		expect(wentOn.items[0]?.json).toMatchObject({
			details: { type: 'AttributeCheckingError', message: '[Invalid format for password: ***]', errors: [{ name: 'password', value: { value: '***' }, message: 'no ***!' }] },
		});
		expect(told).not.toContain('hunter2');
	});

	it('tells what a feeder signs in as, but not with what', async () => {
		const auth = { type: 'basic', username: 'reader', password: SECRET };
		const failure = { type: 'BadRequest', message: `basic reader ${SECRET}` };
		fixture.sandbox.faults.failNext({ status: 400, times: 2, body: failure });
		const { ended } = await bothWays({ resource: 'apiRequest', operation: 'send', requestMethod: 'POST', requestPath: '/connector/alert-feeder', requestBody: '={{ ({ auth: $json.vault }) }}' }, auth);
		expect(ended.error?.message).toBe('BadRequest: basic reader *** [item 0]');
	});

	it('as a page, in an address, is no exception', async () => {
		fixture.sandbox.faults.failNext({ status: 414, times: 2, contentType: 'text/html', body: `<title>No /case/~1/export?password=${encodeURIComponent(SECRET)}</title>` });
		const { ended, told } = await bothWays({ resource: 'case', operation: 'exportArchive', caseId: '~1', archivePassword: '={{ $json.vault }}' });
		expect(ended.error?.message).toBe('Status 414 from a server that did not answer as TheHive does: No /case/~1/export?password=*** [item 0]');
		expect(told).not.toContain('hunter2');
	});

	it('leaves short ones, which would blot out words', async () => {
		fixture.sandbox.faults.failNext({ status: 400, times: 2, body: { type: 'BadRequest', message: 'the password is short' } });
		const { ended } = await bothWays({ resource: 'user', operation: 'setPassword', userId: 'x', newPassword: 'the' });
		expect(ended.error?.message).toBe('BadRequest: the password is short [item 0]');
	});
});
