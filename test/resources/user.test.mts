import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TheHive } from '../../nodes/TheHive/TheHive.node';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';
import { Client } from '../sandbox/client.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let login: string;
let userId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startAdmin('user');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	login = `user${count++}@main.test`;
	userId = (await fixture.admin.post('/user', { login, name: 'Ada Analyst', profile: 'analyst', organisation: 'main' })).id;
});

const path = () => encodeURIComponent(userId);

describe('Create', () => {
	it('sends every field', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({
				operation: 'create',
				login: 'new@main.test',
				userName: 'Nora New',
				profile: 'analyst',
				userCreateFields: { avatar: 'iVBORw0KGgo=', email: 'nora@example.org', organisation: 'main', password: 'first-one', type: 'service' },
			}),
		);
		expect(sent).toEqual([
			[
				'POST /user',
				{ login: 'new@main.test', name: 'Nora New', profile: 'analyst', avatar: 'iVBORw0KGgo=', email: 'nora@example.org', organisation: 'main', password: expect.any(String), type: 'Service' },
			],
		]);
		expect(made.error).toBeUndefined();
		expect(made.items).toEqual([{ json: expect.objectContaining({ login: 'new@main.test', type: 'Service', hasPassword: true }), pairedItem: { item: 0 } }]);
		expect(JSON.stringify(made.items)).not.toContain('first-one');
	});

	it.each([
		[{ login: '={{ $json.nothing }}' }, /'Login' is empty \[item 0\]/],
		[{ userName: 'x'.repeat(129) }, /'Name' is 129 characters long/],
		[{ profile: '={{ "" }}' }, /'Profile Name or ID' is empty/],
		[{ userCreateFields: { type: 'Robot' } }, /'Type' cannot be 'Robot'/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'create', login: 'x@main.test', userName: 'x', profile: 'analyst', ...wrong }, message);
	});

	it('shows no password in an error', async () => {
		const { error } = await run(
			{ operation: 'create', login, userName: 'x', profile: 'analyst', userCreateFields: { organisation: 'main', password: '={{ $json.secret }}' } },
			{ input: [{ secret: 'very-secret' }] },
		);
		expect(error?.message).toMatch(/CreateError/);
		expect(JSON.stringify([error, error?.description, error?.context])).not.toContain('very-secret');
	});
});

describe('Get, Get Current and Get Many', () => {
	it('gets one by ID and by login, simplified or whole', async () => {
		const { items } = await run({ operation: 'get', userId: '={{ $json.id }}' }, { input: [{ id: userId }, { id: login }] });
		expect(items.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([[userId, { item: 0 }], [userId, { item: 1 }]]);
		expect(Object.keys(items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
		expect((await run({ operation: 'get', userId, simple: false })).items[0]?.json).toHaveProperty('hasMFA');
	});

	it('gets the own user', async () => {
		expect((await fixture.run({ operation: 'getCurrent', simple: false })).items).toEqual([
			{ json: expect.objectContaining({ login: 'analyst@main.test', permissions: expect.arrayContaining(['manageCase/create']) }), pairedItem: { item: 0 } },
		]);
	});

	it('searches', async () => {
		const { items } = await run({ operation: 'getAll', filters: { rules: [{ field: 'login', operator: 'equals', value: login }, { field: 'locked', operator: 'equals', value: 'false' }] } });
		expect(items.map(({ json }) => json._id)).toEqual([userId]);
	});
});

describe('Find by Email or Login', () => {
	it('finds a user by the address another system has', async () => {
		await fixture.admin.patch(`/user/${userId}`, { email: `ada${count}@example.org` });
		const { items, error } = await run({ operation: 'find', userAddress: '={{ $json.mail }}' }, { input: [{ mail: `ada${count}@example.org` }, { mail: login.toUpperCase() }] });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([[userId, { item: 0 }], [userId, { item: 1 }]]);
	});

	it('tells that nobody has it, or gives no item where that is allowed', async () => {
		expect((await run({ operation: 'find', userAddress: 'nobody@example.org' })).error?.message).toMatch(/'nobody@example.org', which no user of TheHive has \[item 0\]/);
		const { items, error } = await run({ operation: 'find', userAddress: 'nobody@example.org', allowNoUser: true });
		expect([items, error]).toEqual([[], undefined]);
		await fixture.expectRefusal({ operation: 'find', userAddress: '={{ $json.nothing }}' }, /'Email or Login' is empty/);
	});
});

describe('Update, Lock and Unlock', () => {
	it('changes, clears and reads back', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'update', userId, userUpdateFields: { name: 'Ada L.', organisation: 'main', profile: 'read-only', clearFields: ['email'] } }));
		expect(sent).toEqual([[`PATCH /user/${path()}`, { name: 'Ada L.', organisation: 'main', profile: 'read-only', email: null }], [`GET /user/${path()}`, undefined]]);
		expect(made.items[0]?.json).toMatchObject({ name: 'Ada L.' });
		await fixture.expectRefusal({ operation: 'update', userId, userUpdateFields: {} }, /nothing would be changed/);
	});

	it.each([['lock', true], ['unlock', false]])('%s sends only that', async (operation, locked) => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation, userId }));
		expect(sent[0]).toEqual([`PATCH /user/${path()}`, { locked }]);
		expect(made.items[0]?.json).toMatchObject({ _id: userId, locked });
		await fixture.expectRefusal({ operation, userId: '={{ $json.nothing }}' }, /'User' is empty/);
	});
});

describe('Delete', () => {
	it('removes a user from one organisation', async () => {
		await fixture.admin.put(`/user/${userId}/organisations`, { organisations: [{ organisation: 'main', profile: 'analyst', default: true }, { organisation: 'other', profile: 'analyst' }] });
		const { run: made } = await fixture.sentBy(async () => await run({ operation: 'delete', userId, deleteFrom: 'organisation', organisationId: 'other' }));
		expect(made.items).toEqual([{ json: { deleted: true, id: userId }, pairedItem: { item: 0 } }]);
		const user = fixture.sandbox.store.table('user').get(userId);
		expect(user?.memberships).toHaveLength(1);
	});

	it('removes a user from all', async () => {
		expect((await run({ operation: 'delete', userId, deleteFrom: 'everywhere' })).items).toEqual([{ json: { deleted: true, id: userId }, pairedItem: { item: 0 } }]);
		expect(fixture.sandbox.store.table('user').get(userId)).toBeUndefined();
	});

	it.each([
		[{ deleteFrom: 'organisation', organisationId: '={{ $json.nothing }}' }, /'Organisation' is empty/],
		[{ deleteFrom: '={{ "one" }}', organisationId: 'main' }, /'Delete From' cannot be 'one'/],
		[{ userId: '={{ undefined }}' }, /'User' is empty/],
	])('never widens %j to all', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'delete', userId, deleteFrom: 'everywhere', ...wrong }, message);
	});
});

describe('Set Organisations', () => {
	it('takes rows, and a list from an expression', async () => {
		const rows = await fixture.sentBy(async () =>
			await run({ operation: 'setOrganisations', userId, organisations: { membership: [{ organisation: 'main', profile: 'analyst', default: true }] } }),
		);
		expect(rows.sent).toEqual([[`PUT /user/${path()}/organisations`, { organisations: [{ organisation: 'main', profile: 'analyst', default: true }] }]]);
		const list = await fixture.sentBy(async () =>
			await run({ operation: 'setOrganisations', userId, organisationsJson: '={{ [{ organisation: "other", profile: "read-only" }] }}' }),
		);
		expect(list.sent[0]?.[1]).toEqual({ organisations: [{ organisation: 'other', profile: 'read-only' }] });
		expect(list.run.items).toEqual([{ json: { organisations: [{ organisation: 'other', profile: 'read-only', default: expect.any(Boolean) }] }, pairedItem: { item: 0 } }]);
	});

	it.each([
		[{}, /'Organisations' is empty/],
		[{ organisationsJson: '={{ [] }}' }, /is an empty list/],
		[{ organisationsJson: '[{ "organisation": "main" }]' }, /row 1 whose 'Profile Name or ID' is empty/],
	])('refuses %j, which would take the user out of all', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'setOrganisations', userId, ...wrong }, message);
	});
});

describe('Passwords and login', () => {
	it('sets a password as administrator, and lets a user change the own', async () => {
		expect((await run({ operation: 'setPassword', userId, newPassword: 'Summer1' })).items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		expect((await Client.withLogin(fixture.sandbox.url, login, 'Summer1').get('/user/current')).status).toBe(200);
		const own = await run({ operation: 'changePassword', userId, newPassword: 'Winter2', currentPassword: 'Summer1' }, { credential: { url: fixture.sandbox.url, authentication: 'basicAuth', login, password: 'Summer1' } });
		expect(own.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		expect((await Client.withLogin(fixture.sandbox.url, login, 'Winter2').get('/user/current')).status).toBe(200);
		await fixture.expectRefusal({ operation: 'setPassword', userId, newPassword: '={{ "" }}' }, /'New Password' is empty/);
	});

	it('sets the login and reads the user back by the new one', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'setLogin', userId: login, newLogin: `renamed${count}@main.test` }));
		expect(sent.map(([request]) => request)).toEqual([`POST /user/${encodeURIComponent(login)}/login/set`, `GET /user/${encodeURIComponent(`renamed${count}@main.test`)}`]);
		expect(made.items[0]?.json).toMatchObject({ _id: userId, login: `renamed${count}@main.test` });
	});

	it('resets the second factor', async () => {
		const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'resetMfa', userId }));
		expect(sent[0]?.[0]).toBe(`POST /auth/totp/unset/${path()}`);
		expect(made.items[0]?.json).toMatchObject({ _id: userId, hasMFA: false });
	});
});

describe('API keys', () => {
	it('are renewed, read and removed', async () => {
		const renewed = await run({ operation: 'renewApiKey', userId });
		const apiKey = String(renewed.items[0]?.json.apiKey);
		expect(renewed.items).toEqual([{ json: { userId, apiKey: expect.stringMatching(/^\S{20,}$/) }, pairedItem: { item: 0 } }]);
		expect((await Client.withKey(fixture.sandbox.url, apiKey).get('/user/current')).object.login).toBe(login);
		expect((await run({ operation: 'getApiKey', userId })).items[0]?.json).toEqual({ userId, apiKey });
		expect((await run({ operation: 'removeApiKey', userId })).items).toEqual([{ json: { deleted: true, id: userId }, pairedItem: { item: 0 } }]);
		expect((await run({ operation: 'getApiKey', userId })).error?.message).toMatch(/NotFound/);
	});

	it('are declared a secret, which n8n hides', () => {
		expect(new TheHive().description.sensitiveOutputFields).toContain('apiKey');
	});
});

it('offers users, profiles and organisations in the editor', async () => {
	const context = editorContext(fixture.credential, { resource: 'user', operation: 'get' });
	expect((await listSearch.searchUsers.call(context, login)).results).toEqual([{ name: `Ada Analyst (${login})`, value: userId }]);
	expect((await loadOptions.getProfileNames.call(context)).map(({ value }) => value)).toContain('org-admin');
	expect((await loadOptions.getOrganisationNames.call(context)).map(({ value }) => value)).toContain('main');
});
