import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSearch } from '../../nodes/TheHive/listSearch';
import type { AdminFixture } from '../harness/adminFixture.mts';
import { startAdmin } from '../harness/adminFixture.mts';
import { editorContext } from '../harness/runNode.mts';

let fixture: AdminFixture;
let run: AdminFixture['run'];
let name: string;
let organisationId: string;
let count = 0;

beforeAll(async () => {
	fixture = await startAdmin('organisation');
	run = fixture.runAsAdmin;
});

afterAll(async () => await fixture.close());

beforeEach(async () => {
	name = `client-${count++}`;
	organisationId = (await fixture.admin.post('/organisation', { name, description: 'A client' })).id;
});

const path = () => encodeURIComponent(organisationId);
const linksOf = async () => (await fixture.admin.get(`/organisation/${organisationId}/links`)).rows.map(({ organisation, linkType }) => [typeof organisation === 'object' && organisation !== null && 'name' in organisation && organisation.name, linkType]);

describe('Create', () => {
	it('sends every field', async () => {
		const { run: made, sent } = await fixture.sentBy(async () =>
			await run({ operation: 'create', organisationName: 'acme', organisationDescription: 'ACME', organisationCreateFields: { locked: false, observableRule: 'autoShare', taskRule: 'manual' } }),
		);
		expect(sent).toEqual([['POST /organisation', { name: 'acme', description: 'ACME', locked: false, observableRule: 'autoShare', taskRule: 'manual' }]]);
		expect(made.items).toEqual([{ json: expect.objectContaining({ _type: 'Organisation', name: 'acme', observableRule: 'autoShare' }), pairedItem: { item: 0 } }]);
	});

	it.each([
		[{ organisationName: '={{ "x".repeat(65) }}' }, /'Name' is 65 characters long/],
		[{ organisationDescription: '={{ null }}' }, /'Description' is empty/],
		[{ organisationCreateFields: { locked: 'maybe' } }, /'Locked' needs true or false/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ operation: 'create', organisationName: 'x', organisationDescription: 'x', ...wrong }, message);
	});
});

it('gets by ID and name, searches and updates', async () => {
	const got = await run({ operation: 'get', organisationId: '={{ $json.id }}' }, { input: [{ id: organisationId }, { id: name }] });
	expect(got.items.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([[organisationId, { item: 0 }], [organisationId, { item: 1 }]]);
	const found = await run({ operation: 'getAll', filters: { rules: [{ field: 'name', operator: 'equals', value: name }] } });
	expect(found.items.map(({ json }) => json._id)).toEqual([organisationId]);
	const { run: made, sent } = await fixture.sentBy(async () => await run({ operation: 'update', organisationId, organisationUpdateFields: { description: 'Another', locked: true } }));
	expect(sent).toEqual([[`PATCH /organisation/${path()}`, { description: 'Another', locked: true }], [`GET /organisation/${path()}`, undefined]]);
	expect(made.items[0]?.json).toMatchObject({ description: 'Another', locked: true });
	await fixture.expectRefusal({ operation: 'update', organisationId: '={{ "" }}', organisationUpdateFields: { locked: true } }, /'Organisation' is empty/);
});

describe('links', () => {
	it('are made, listed and removed one by one', async () => {
		const link = await fixture.sentBy(async () => await run({ operation: 'link', organisationId, otherOrganisationId: 'main', linkType: 'full' }));
		expect(link.sent[0]).toEqual([`PUT /organisation/${path()}/link/main`, { linkType: 'full', otherLinkType: 'default' }]);
		expect(link.run.items[0]?.json).toMatchObject({ _id: organisationId });
		const { items } = await run({ operation: 'getLinks', organisationId });
		expect(items).toEqual([{ json: expect.objectContaining({ linkType: 'full', otherLinkType: 'default' }), pairedItem: { item: 0 } }]);
		expect((await run({ operation: 'unlink', organisationId, otherOrganisationId: 'main' })).items[0]?.json).toMatchObject({ _id: organisationId });
		expect(await linksOf()).toEqual([]);
	});

	it('are set at once, from rows and from JSON', async () => {
		await run({ operation: 'setLinks', organisationId, organisationLinks: { link: [{ toOrganisation: 'main', linkType: 'default', otherLinkType: 'full' }] }, organisationLinksJson: '[{ "toOrganisation": "other", "linkType": "full", "otherLinkType": "full" }]' });
		expect(await linksOf()).toEqual([['main', 'default'], ['other', 'full']]);
	});

	it.each([
		[{ operation: 'setLinks' }, /'Links' is empty/],
		[{ operation: 'setLinks', organisationLinksJson: '={{ [] }}' }, /is an empty list/],
		[{ operation: 'setLinks', organisationLinksJson: '[{ "toOrganisation": "" }]' }, /row 1 whose 'Organisation' is empty/],
		[{ operation: 'unlink', otherOrganisationId: '={{ $json.nothing }}' }, /'Other Organisation ID' is empty/],
		[{ operation: 'link', otherOrganisationId: '={{ "" }}' }, /'Other Organisation ID' is empty/],
	])('refuses %j', async (wrong, message) => {
		await fixture.expectRefusal({ organisationId, ...wrong }, message);
	});
});

it('offers organisations in the picker', async () => {
	const context = editorContext(fixture.credential, { resource: 'organisation', operation: 'get' });
	expect((await listSearch.searchOrganisations.call(context, 'main')).results.map(({ name: label }) => label)).toContain('main');
});
