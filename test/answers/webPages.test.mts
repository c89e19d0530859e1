import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detailsOf } from '../bulk/bulkFixture.mts';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { runNode } from '../harness/runNode.mts';
import type { Between, Spoiled } from './between.mts';
import { signInPage, startBetween } from './between.mts';

/** Pages with status 200, which a proxy gives to those who are not signed in there: never taken for TheHive's answer. */

let fixture: AdminFixture;
let between: Between;

beforeAll(async () => {
	fixture = await startAdmin('case');
	between = await startBetween(fixture.sandbox.url);
});
beforeEach(() => between.spoil(signInPage, { times: 99 }));
afterAll(async () => {
	await between.close();
	await fixture.close();
});

const run = async (parameters: INodeParameters) =>
	await runNode({ credential: { ...fixture.credential, url: between.url }, parameters, onError: 'continueRegularOutput' });
const answering = (body: string, contentType?: string): Spoiled => (_answer, reply) => {
	reply.writeHead(200, contentType === undefined ? {} : { 'content-type': contentType });
	reply.end(body);
};
const refusal = 'TheHive was expected to answer with data, not with a web page [item 0]';

describe('A web page', () => {
	it.each<INodeParameters>([
		{ resource: 'comment', operation: 'delete', commentId: '~1' },
		{ resource: 'case', operation: 'delete', caseId: '~1' },
		{ resource: 'alert', operation: 'delete', alertId: '~1' },
		{ resource: 'user', operation: 'removeApiKey', userId: 'x' },
		{ resource: 'user', operation: 'setPassword', userId: 'x', newPassword: 'correct horse' },
		{ resource: 'user', operation: 'renewApiKey', userId: 'x' },
		{ resource: 'user', operation: 'create', login: 'x@main.test', userName: 'x', profile: 'analyst' },
		{ resource: 'observable', operation: 'share', observableId: '~1', organisations: 'a' },
		{ resource: 'share', operation: 'deleteMany', shareIds: '~1' },
		{ resource: 'task', operation: 'create', caseId: '~1', title: 't' },
		{ resource: 'comment', operation: 'create', parent: 'case', caseId: '~1', message: 'm' },
		{ resource: 'alert', operation: 'promoteToCase', alertId: '~1' },
		{ resource: 'case', operation: 'merge', caseIds: '~1,~2' },
		{ resource: 'task', operation: 'update', taskId: '~1', taskUpdateFields: { title: 't' } },
		{ resource: 'apiRequest', operation: 'send', requestMethod: 'DELETE', requestPath: '/case/~1' },
	])('is no answer to a write, whose outcome is unknown: %j', async (parameters) => {
		const { items } = await run(parameters);
		expect(items).toHaveLength(1);
		expect(items[0]?.json.error).toMatch(/^TheHive was expected to answer with .* \[item 0\]$/);
		expect(JSON.stringify(items)).not.toContain('Sign in</title>');
		expect(detailsOf(items[0])).toMatchObject({
			type: 'UnexpectedAnswer',
			outcome: 'unknown',
			advice: expect.stringMatching(/no proxy before it asks to sign in\. It is unknown whether TheHive carried the request out/),
		});
	});

	it.each<INodeParameters>([
		{ resource: 'user', operation: 'getAll' },
		{ resource: 'user', operation: 'getApiKey', userId: 'x' },
		{ resource: 'alert', operation: 'get', alertId: '~1' },
		{ resource: 'comment', operation: 'getAll', parent: 'case', caseId: '~1' },
		{ resource: 'platform', operation: 'getLicenseChallenge' },
	])('is no answer to %j', async (parameters) => {
		const { items } = await run(parameters);
		expect(items).toEqual([{ json: { error: expect.stringMatching(/^TheHive was expected to answer with /), details: expect.objectContaining({ type: 'UnexpectedAnswer' }) }, pairedItem: { item: 0 } }]);
	});

	it.each([
		['text/plain', '\n <!DOCTYPE html><title>Sign in</title>'],
		[undefined, '<html><body>Sign in</body></html>'],
		['text/html', 'Please sign in'],
		['application/xhtml+xml', '<?xml version="1.0"?><html/>'],
	])('is known by its type and by how it begins (%s)', async (contentType, body) => {
		between.spoil(answering(body, contentType));
		expect((await run({ resource: 'user', operation: 'renewApiKey', userId: 'x' })).items[0]?.json.error).toBe(refusal);
	});
});

describe('A text', () => {
	it('is no answer where TheHive gives none', async () => {
		between.spoil(answering('OK', 'text/plain'), { times: 9 });
		for (const parameters of [
			{ resource: 'comment', operation: 'delete', commentId: '~1' },
			{ resource: 'user', operation: 'setPassword', userId: 'x', newPassword: 'correct horse' },
		]) {
			const { items } = await run(parameters);
			expect(items[0]?.json).toMatchObject({ error: 'TheHive was expected to answer with no text [item 0]', details: { outcome: 'unknown' } });
		}
	});

	it('is given where TheHive answers one', async () => {
		between.spoil(answering('a-key-of-a-user', 'text/plain'), { times: 9 });
		expect((await run({ resource: 'user', operation: 'renewApiKey', userId: 'x' })).items[0]?.json).toMatchObject({ apiKey: 'a-key-of-a-user' });
		between.spoil(answering('<div class="report">{{ content }}</div>', 'text/plain'), { times: 9 });
		expect((await run({ resource: 'cortex', operation: 'getTemplate', analyzerName: 'A_1' })).items[0]?.json).toMatchObject({ content: '<div class="report">{{ content }}</div>' });
		between.spoil(answering('"<html>made by a function</html>"', 'application/json'), { times: 9 });
		expect((await run({ resource: 'function', operation: 'invoke', functionName: 'f' })).items[0]?.json).toEqual({ value: '<html>made by a function</html>' });
	});
});

describe('A deletion that is tried again', () => {
	it('is not done because a proxy answers 404', async () => {
		let tries = 0;
		between.spoil((_answer, reply) => {
			if (++tries === 1) reply.destroy();
			else reply.writeHead(404, { 'content-type': 'text/html' }).end('<title>Not here</title>');
		}, { times: 9 });
		const { items } = await run({ resource: 'comment', operation: 'delete', commentId: '~1' });
		expect(tries).toBe(2);
		expect(items[0]?.json.error).toBe('Status 404 from a server that did not answer as TheHive does: Not here [item 0]');
	});
});
