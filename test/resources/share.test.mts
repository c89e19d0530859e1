import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import { editorContext } from '../harness/runNode.mts';
import type { SocFixture } from '../harness/socFixture.mts';
import { startSoc } from '../harness/socFixture.mts';

let fixture: SocFixture;
let sandbox: SocFixture['sandbox'];
let analyst: SocFixture['analyst'];
let run: SocFixture['run'];
let caseId: string;

beforeAll(async () => {
	fixture = await startSoc('share');
	({ sandbox, analyst, run } = fixture);
	await fixture.soc.admin.post('/organisation', { name: 'third', description: 'third' });
	await fixture.soc.admin.put('/organisation/main/link/third', { linkType: 'default', otherLinkType: 'default' });
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	caseId = (await analyst.post('/case', { title: 'Phishing', description: '' })).id;
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);
const share = async (...names: string[]) =>
	(await analyst.post(`/case/${caseId}/shares`, { shares: names.map((organisation) => ({ organisation })) })).rows.map(({ _id }) => String(_id));
const sharedWith = async () => (await analyst.get(`/case/${caseId}/shares`)).rows.map(({ organisationName }) => organisationName);

describe('Share', () => {
	it('shares with organisations, each with its profile and rules', async () => {
		const start = sandbox.requests.length;
		const { items, error } = await run({
			operation: 'share',
			caseId,
			shares: { share: [{ organisation: 'other', profile: 'read-only', taskRule: 'autoShare', observableRule: '', share: false }, { organisation: 'third' }] },
		});
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'POST', /\/shares$/)).toEqual([
			{ shares: [{ organisation: 'other', profile: 'read-only', share: false, taskRule: 'autoShare' }, { organisation: 'third', profile: 'analyst', share: true }] },
		]);
		expect(items.map(({ json, pairedItem }) => [json.organisationName, json.profileName, pairedItem])).toEqual([
			['other', 'read-only', { item: 0 }],
			['third', 'analyst', { item: 0 }],
		]);
	});

	it('takes a list from an expression, and behind the rows', async () => {
		const { error } = await run({ operation: 'share', caseId, shares: { share: [{ organisation: 'third' }] }, sharesJson: '={{ $json.shares }}' }, { input: [{ shares: [{ organisation: 'other' }] }] });
		expect(error).toBeUndefined();
		expect(await sharedWith()).toEqual(['third', 'other']);
	});

	it.each([
		[{ shares: {}, sharesJson: '={{ [] }}' }, /'Organisations \(JSON\)' is an empty list.* \[item 0\]/],
		[{ shares: {}, sharesJson: '={{ $json.nothing }}' }, /'Organisations' is empty/],
		[{ sharesJson: '{' }, /'Organisations \(JSON\)' is no valid JSON/],
		[{ sharesJson: '[{ "profile": "analyst" }]' }, /row 1 whose 'Organisation Name or ID' is empty/],
		[{ sharesJson: '[{ "organisation": "other", "taskRule": "sometimes" }]' }, /'Task Sharing Rule' cannot be 'sometimes'/],
		[{ caseId: '={{ $json.nothing }}' }, /'Case'/],
	])('refuses %j and sends nothing', async (wrong, message) => {
		const start = sandbox.requests.length;
		const { error } = await run({ operation: 'share', caseId, shares: { share: [{ organisation: 'other' }] }, ...wrong });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});

	it('gives TheHive\'s words for an organisation that is not linked', async () => {
		const { error } = await run({ operation: 'share', caseId, shares: { share: [{ organisation: 'nobody' }] } });
		expect(error?.message).toMatch(/^NotFoundError: .*nobody/);
	});
});

describe('Set', () => {
	it('takes the case from all others, once that is confirmed', async () => {
		await share('other');
		const shares = { share: [{ organisation: 'third' }] };
		const start = sandbox.requests.length;
		expect((await run({ operation: 'set', caseId, shares })).error?.message).toMatch(/'Remove Others' is off/);
		expect(sandbox.requests.slice(start)).toEqual([]);
		const { items, error } = await run({ operation: 'set', caseId, shares, removeOthers: true });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PUT', /\/shares$/)).toEqual([{ shares: [{ organisation: 'third', profile: 'analyst', share: true }] }]);
		expect(items).toMatchObject([{ json: { organisationName: 'third' }, pairedItem: { item: 0 } }]);
		expect(await sharedWith()).toEqual(['third']);
	});
});

describe('Get Shares of Case', () => {
	it('lists them, up to the limit', async () => {
		await share('other', 'third');
		const { items } = await run({ operation: 'getSharesOfCase', caseId });
		expect(items.map(({ json, pairedItem }) => [json.organisationName, json.caseId, pairedItem])).toEqual([
			['other', caseId, { item: 0 }],
			['third', caseId, { item: 0 }],
		]);
		expect((await run({ operation: 'getSharesOfCase', caseId, limit: 1 })).items).toHaveLength(1);
	});
});

describe('Get Many', () => {
	it('searches the shares of a case or of all', async () => {
		await share('other', 'third');
		const list = async (within: string) =>
			jsonOf(
				(
					await run({
						operation: 'getAll',
						within,
						caseId,
						returnAll: true,
						filters: { rules: [{ field: 'organisationName', operator: 'equals', value: 'third' }] },
					})
				).items,
			);
		expect(await list('case')).toMatchObject([{ organisationName: 'third', caseId }]);
		const everywhere = await list('all');
		expect(everywhere.length).toBeGreaterThan(1);
		expect(new Set(everywhere.map(({ organisationName }) => organisationName))).toEqual(new Set(['third']));
	});
});

describe('Unshare', () => {
	it('takes the case from the named organisations only', async () => {
		await share('other', 'third');
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'unshareCase', caseId, organisations: 'other' });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'DELETE', /\/shares$/)).toEqual([{ organisations: ['other'] }]);
		expect(items).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		expect(await sharedWith()).toEqual(['third']);
	});

	it.each(["={{ '' }}", '={{ $json.nothing }}', '={{ [] }}'])('refuses %j and sends nothing', async (organisations) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'unshareCase', caseId, organisations })).error?.message).toMatch(/'Organisations' is empty/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Update Profile', () => {
	it('changes what an organisation may do', async () => {
		const [shareId = ''] = await share('other');
		const start = sandbox.requests.length;
		const { items, error } = await run({ operation: 'updateProfile', shareId, profile: 'read-only' });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'PATCH', /\/share\//)).toEqual([{ profile: 'read-only' }]);
		expect(items).toMatchObject([{ json: { _id: shareId, profileName: 'read-only' }, pairedItem: { item: 0 } }]);
	});

	it('refuses an empty profile', async () => {
		const [shareId = ''] = await share('other');
		expect((await run({ operation: 'updateProfile', shareId, profile: '={{ $json.nothing }}' })).error?.message).toMatch(/'Profile Name or ID' is empty/);
	});
});

describe('Delete and Delete Many', () => {
	it('delete one', async () => {
		const [shareId = ''] = await share('other');
		expect((await run({ operation: 'delete', shareId })).items).toEqual([{ json: { deleted: true, id: shareId }, pairedItem: { item: 0 } }]);
		expect(await sharedWith()).toEqual([]);
	});

	it('delete many in one request, once that is confirmed', async () => {
		const shareIds = await share('other', 'third');
		const start = sandbox.requests.length;
		expect((await run({ operation: 'deleteMany', shareIds: shareIds.join(',') })).error?.message).toMatch(/'Confirm Several' is off, but 2 shares would be deleted/);
		expect(sandbox.requests.slice(start)).toEqual([]);
		const { items, error } = await run({ operation: 'deleteMany', shareIds: '={{ $json.ids }}', confirmSeveral: true }, { input: [{ ids: shareIds }] });
		expect(error).toBeUndefined();
		expect(fixture.sentSince(start, 'DELETE', /\/case\/shares$/)).toEqual([{ ids: shareIds }]);
		expect(items).toEqual(shareIds.map((id) => ({ json: { deleted: true, id }, pairedItem: { item: 0 } })));
		expect(await sharedWith()).toEqual([]);
	});

	it.each(["={{ '' }}", '={{ [] }}', '={{ $json.nothing }}'])('refuse %j and send nothing', async (shareIds) => {
		const start = sandbox.requests.length;
		expect((await run({ operation: 'deleteMany', shareIds, confirmSeveral: true })).error?.message).toMatch(/'Share IDs' is empty/);
		expect(sandbox.requests.slice(start)).toEqual([]);
	});
});

describe('Get Sharing Profiles', () => {
	it('lists the kinds of link', async () => {
		const { items } = await run({ operation: 'getSharingProfiles' });
		expect(items.length).toBeGreaterThan(0);
		expect(items[0]).toMatchObject({ json: { name: expect.any(String), permissionProfile: expect.any(String) }, pairedItem: { item: 0 } });
	});
});

describe('in the editor', () => {
	it('finds shares by organisation and by case', async () => {
		const [shareId] = await share('other');
		const context = editorContext(fixture.credential, { resource: 'share', operation: 'delete' });
		expect((await listSearch.searchShares.call(context, 'other')).results.map(({ value }) => value)).toContain(shareId);
		expect((await listSearch.searchShares.call(context, caseId)).results).toEqual([{ name: `other as analyst (case ${caseId})`, value: shareId }]);
	});
});
