import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];

beforeAll(async () => {
	fixture = await startAdmin('platform');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

it.each([
	[{ operation: 'getStatus', verbose: true }, 'GET /status?verbose=true', { version: expect.stringMatching(/^5\./) }],
	[{ operation: 'getStatus' }, 'GET /status?verbose=false', { connectors: expect.anything() }],
	[{ operation: 'getPublicStatus' }, 'GET /status/public', { sso: false }],
	[{ operation: 'describeModel', model: 'case' }, 'GET /describe/case', { label: 'case', attributes: expect.anything() }],
	[{ operation: 'getLicense' }, 'GET /license/current', { license: expect.objectContaining({ current: true }) }],
	[{ operation: 'getLicenses' }, 'GET /license', { _type: 'License' }],
	[{ operation: 'getLicenseChallenge' }, 'GET /license/challenge', { challenge: 'sandbox-challenge' }],
	[{ operation: 'getPasswordPolicy' }, 'GET /auth/local/passwordPolicy', { minLength: 1 }],
	[{ operation: 'getStatistics' }, 'GET /admin/stats', {}],
	[{ operation: 'getIndexStatus' }, 'GET /admin/index/status', {}],
	[{ operation: 'getCheckStatistics' }, 'GET /admin/check/stats', {}],
	[{ operation: 'reindex', indexName: 'Alert' }, 'POST /admin/index/Alert/reindex', { success: true }],
	[{ operation: 'runCheck', checkName: 'Alert' }, 'PUT /admin/check/Alert/trigger', { success: true }],
	[{ operation: 'runAllChecks' }, 'PUT /admin/check/_all/trigger', { success: true }],
	[{ operation: 'cancelCheck' }, 'POST /admin/check/cancel', { success: true }],
])('%j sends %s', async (parameters, request, answer) => {
	const { run: made, sent } = await fixture.sentBy(async () => await run(parameters));
	expect(made.error).toBeUndefined();
	expect(sent).toEqual([[request, undefined]]);
	expect(made.items).toEqual([{ json: expect.objectContaining(answer), pairedItem: { item: 0 } }]);
});

it('describes all models, one item each', async () => {
	const { items } = await run({ operation: 'describeAll' });
	expect(items.map(({ json }) => json.model)).toEqual(expect.arrayContaining(['case', 'alert']));
	expect(items.every(({ json }) => Array.isArray(json.attributes))).toBe(true);
});

describe('licenses', () => {
	it('are added and activated', async () => {
		const add = await fixture.sentBy(async () => await run({ operation: 'addLicense', license: '={{ $json.key }}' }, { input: [{ key: 'AAAA' }] }));
		expect(add.sent).toEqual([['POST /license', { license: expect.any(String) }]]);
		expect(add.run.items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		const { items } = await run({ operation: 'activateLicense', licenseId: '~4104' });
		expect(items).toEqual([{ json: expect.objectContaining({ _id: '~4104' }), pairedItem: { item: 0 } }]);
	});
});

it.each([
	[{ operation: 'describeModel', model: '={{ $json.nothing }}' }, /'Model' is empty/],
	[{ operation: 'activateLicense', licenseId: '={{ $json.nothing }}' }, /'License ID' is empty/],
	[{ operation: 'reindex', indexName: '={{ "" }}' }, /'Index Name' is empty/],
	[{ operation: 'runCheck', checkName: '={{ ".." }}' }, /'Check Name' is '..', which is no ID/],
	[{ operation: 'addLicense', license: '={{ "" }}' }, /'License Key' is empty/],
])('refuses %j', async (parameters, message) => {
	await fixture.expectRefusal(parameters, message);
});
