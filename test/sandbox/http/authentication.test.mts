import { afterAll, describe, expect, it } from 'vitest';
import { Client, setUpSoc } from '../client.mts';
import { startSandbox } from '../sandbox.mts';

const sandbox = await startSandbox();
const { admin, analyst, viewer } = await setUpSoc(sandbox.url);
const { url } = sandbox;

describe('authentication', () => {
	afterAll(() => sandbox.close());

	it.each([
		['no credentials', {}],
		['a wrong key', { authorization: 'Bearer nonsense' }],
		['a wrong password', { authorization: `Basic ${Buffer.from('admin:wrong').toString('base64')}` }],
		['a scheme that is none', { authorization: 'Nonsense x' }],
		['a session that is none', { cookie: 'THEHIVE-SESSION=x' }],
	])('refuses %s', async (_name, headers) => {
		const response = await fetch(`${url}/api/v1/user/current`, { headers });
		expect(response.status).toBe(401);
		expect(await response.json()).toEqual({ type: 'AuthenticationError', message: 'Authentication failure' });
	});

	it('takes a login with and without its domain', async () => {
		for (const login of ['admin', 'admin@thehive.local', 'ADMIN@thehive.local']) {
			expect((await Client.withLogin(url, login, 'secret').get('/user/current')).object).toMatchObject({ login: 'admin@thehive.local', organisation: 'admin' });
		}
	});

	it('gives keys of 32 characters, which can be renewed and taken away', async () => {
		const { text } = await admin.post('/user/viewer@main.test/key/renew');
		expect(text).toHaveLength(32);
		expect((await viewer.get('/user/current')).status).toBe(401);
		const renewed = Client.withKey(url, text);
		expect((await renewed.get('/user/viewer@main.test/key')).text).toBe(text);
		await renewed.delete('/user/viewer@main.test/key');
		expect((await renewed.get('/user/current')).status).toBe(401);
	});

	it('opens and closes sessions', async () => {
		const response = await fetch(`${url}/api/v1/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ user: 'admin', password: 'secret' }),
		});
		expect(response.status).toBe(200);
		const headers = { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
		expect((await fetch(`${url}/api/v1/user/current`, { headers })).status).toBe(200);
		await fetch(`${url}/api/v1/logout`, { headers });
		expect((await fetch(`${url}/api/v1/user/current`, { headers })).status).toBe(401);
		expect(JSON.stringify(sandbox.requests.find(({ path }) => path === '/api/v1/login')?.requestBody)).not.toContain('secret');
	});

	it('acts in the organisation asked for, by name or id, if one is a member', async () => {
		await admin.post('/user', { login: 'analyst@main.test', name: 'x', profile: 'read-only', organisation: 'other' });
		const { text } = await admin.post('/user/analyst@main.test/key/renew');
		const { id } = await admin.get('/organisation/other');
		expect((await Client.withKey(url, text).get('/user/current')).object).toMatchObject({ organisation: 'main', profile: 'org-admin' });
		for (const name of ['other', id]) {
			const client = Client.withKey(url, text, { 'X-Organisation': name });
			expect((await client.get('/user/current')).object).toMatchObject({ organisation: 'other', profile: 'read-only' });
		}
		const stranger = await Client.withKey(url, text, { 'X-Organisation': 'admin' }).get('/user/current');
		expect([stranger.status, stranger.object['type']]).toEqual([403, 'AuthorizationError']);
	});

	it('refuses locked users', async () => {
		await admin.post('/user', { login: 'locked@main.test', name: 'x', profile: 'analyst', organisation: 'main', password: 'pw' });
		const client = Client.withLogin(url, 'locked@main.test', 'pw');
		expect((await client.get('/user/current')).status).toBe(200);
		await admin.patch('/user/locked@main.test', { locked: true });
		expect((await client.get('/user/current')).status).toBe(401);
	});

	it('has no alerts in organisation admin', async () => {
		const reply = await admin.post('/alert', { type: 't', source: 's', sourceRef: 'r', title: 't', description: 'd' });
		expect([reply.status, reply.object['type']]).toEqual([403, 'AuthorizationError']);
	});

	it('tells unknown routes, wrong content types and broken JSON apart', async () => {
		const { text } = await admin.post('/user/analyst@main.test/key/renew');
		const key = Client.withKey(url, text);
		for (const path of ['/nonsense', '/case/', '/customField/']) {
			expect((await key.get(path)).object).toMatchObject({ type: 'NotFound' });
		}
		const send = (contentType: string, body: string) =>
			fetch(`${url}/api/v1/query`, { method: 'POST', headers: { authorization: `Bearer ${text}`, 'content-type': contentType }, body });
		expect((await send('text/plain', '{"query":[{"_name":"listAlert"}]}')).status).toBe(400);
		expect((await send('application/json', '{"query":')).status).toBe(400);
		expect((await send('application/json', `{"query":["${'x'.repeat(11_000_000)}"]}`)).status).toBe(413);
		expect((await analyst.get('/user/current')).status).toBe(401);
	});
});
