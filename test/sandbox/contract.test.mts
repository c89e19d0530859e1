import { describe, expect, it } from 'vitest';
import type { Json } from './json.mts';
import { useSandbox } from './testbed.mts';

describe('exchanges and the official document', () => {
	const bed = useSandbox({ stream: { refreshMs: 50 } });

	const alert = (sourceRef: string) => ({
		type: 'siem',
		source: 'wazuh',
		sourceRef,
		title: 'Suspicious logon',
		description: 'Logon from an unusual country',
		tags: ['geo', 'logon'],
		observables: [
			{ dataType: 'ip', data: '203.0.113.7', tags: ['source'] },
			{ dataType: 'domain', data: ['evil.example', 'bad.example'] },
		],
		procedures: [{ patternId: 'T1078', occurDate: 1, tactic: 'initial-access' }],
	});

	it('alert', async () => {
		const { analyst } = bed.soc;
		const { id } = await analyst.post('/alert', alert('a-1'));
		expect((await analyst.post('/alert', alert('a-1'))).object).toMatchObject({ type: 'CreateError' });
		expect((await analyst.get(`/alert/${id}`)).object).toMatchObject({ observableCount: 3 });
		expect((await analyst.patch(`/alert/${id}`, { status: 'InProgress', addTags: ['x'], summary: null })).status).toBe(204);
		expect((await analyst.patch('/alert/_bulk', { ids: [id], severity: 3 })).status).toBe(204);
		await analyst.post(`/alert/${id}/comment`, { message: 'hello' });
		await analyst.post(`/alert/${id}/unfollow`);
		const promoted = await analyst.post(`/alert/${id}/case`, {});
		expect(promoted.status).toBe(201);
		expect((await analyst.query({ _name: 'getAlert', idOrName: id }, { _name: 'case' })).rows).toHaveLength(1);
		await analyst.query({ _name: 'listAlert' }, { _name: 'page', from: 0, to: 10, extraData: ['total', 'relatedCase'] });
		await analyst.query({ _name: 'listAlert' }, { _name: 'count' });
		await analyst.query({ _name: 'listAudit' });
		await analyst.delete(`/alert/${id}`);
		expect((await analyst.get(`/alert/${id}`)).status).toBe(404);
	});

	it('case', async () => {
		const { analyst } = bed.soc;
		const { id } = await analyst.post('/case', {
			title: 'Phishing wave',
			description: 'd',
			tasks: [{ title: 'Triage' }],
			pages: [{ title: 'Notes', content: 'x', category: 'c' }],
		});
		const task = await analyst.post(`/case/${id}/task`, { title: 'Contain' });
		const form = new FormData();
		form.append('attachments', new Blob(['hello']), 'note.txt');
		form.append('_json', JSON.stringify({ message: 'done' }));
		const log = await analyst.post(`/task/${task.id}/log`, form);
		expect(log.object['attachments']).toHaveLength(1);
		await analyst.post(`/case/${id}/observable`, { dataType: 'ip', data: ['198.51.100.1', '198.51.100.2'] });
		await analyst.query({ _name: 'getCase', idOrName: id }, { _name: 'tasks' });
		await analyst.query({ _name: 'getCase', idOrName: id }, { _name: 'observables' });
		await analyst.get(`/case/${id}/timeline`);
		await analyst.post(`/case/${id}/shares`, { shares: [{ organisation: 'other' }] });
		await analyst.get(`/case/${id}/shares`);
		expect((await bed.soc.other.get(`/case/${id}`)).status).toBe(200);
		expect((await analyst.patch(`/case/${id}`, { status: 'TruePositive', impactStatus: 'NoImpact' })).status).toBe(204);
		await analyst.get(`/case/${id}`);
		await analyst.delete(`/case/${id}`);
	});

	it('platform, users and streams', async () => {
		const { admin, analyst } = bed.soc;
		await admin.get('/status');
		await admin.get('/status/public');
		await admin.get('/license/current');
		await analyst.get('/user/current');
		await admin.query({ _name: 'listOrganisation' });
		await admin.query({ _name: 'listUser' });
		await admin.query({ _name: 'listProfile' });
		const { text } = await analyst.post('/stream');
		const poll = analyst.get(`/stream/${text}`);
		await analyst.post('/alert', alert('stream'));
		expect((await poll).rows[0]).toMatchObject({ base: { objectType: 'Alert', action: 'create' } });
		await analyst.get('/flow');
	});

	it('procedures, patterns, pages, templates', async () => {
		const { analyst, admin } = bed.soc;
		const kase = await analyst.post('/case', { title: 'c', description: 'd' });
		const procedure = await analyst.post(`/case/${kase.id}/procedure`, { patternId: 'T1566.001', occurDate: 5 });
		expect(procedure.object).toMatchObject({ tactic: 'initial-access', tacticLabel: 'Initial Access' });
		expect((await analyst.post(`/case/${kase.id}/procedure`, { patternId: 'T9999', occurDate: 5 })).status).toBe(404);
		await analyst.post(`/case/${kase.id}/procedures`, { procedures: [{ patternId: 'T1059', occurDate: 5 }] });
		await analyst.patch(`/procedure/${procedure.id}`, { description: 'how' });
		await analyst.query({ _name: 'listProcedure' }, { _name: 'page', from: 0, to: 5, extraData: ['pattern', 'tactic'] });
		await analyst.get(`/pattern/case/${kase.id}`);
		await analyst.get('/pattern/T1566.001');
		await analyst.query({ _name: 'listPattern' }, { _name: 'filter', _like: { _field: 'name', _value: 'Phish' } });
		await analyst.query({ _name: 'listCatalog' });
		expect((await analyst.post('/procedure/delete/_bulk', { ids: [procedure.id] })).status).toBe(204);

		const page = await analyst.post(`/case/${kase.id}/page`, { title: 't', content: 'c', category: 'g' });
		await analyst.patch(`/case/${kase.id}/page/${page.id}`, { content: 'new' });
		await analyst.delete(`/case/${kase.id}/page/${page.id}`);
		const known = await analyst.post('/page', { title: 't', content: 'c', category: 'g' });
		await analyst.patch(`/page/${known.id}`, { content: 'new' });
		await analyst.query({ _name: 'listOrganisationPage' });
		await analyst.delete(`/page/${known.id}`);

		const pageTemplate = await analyst.post('/pageTemplate', { title: 't', content: 'c', category: 'g' });
		await admin.post('/customField', { name: 'unit', group: 'g', description: '', type: 'string' });
		const template = await analyst.post('/caseTemplate', {
			name: 'phish',
			titlePrefix: '[P] ',
			tags: ['a'],
			tasks: [{ title: 'one' }],
			pageTemplateIds: [pageTemplate.id],
			customFields: { unit: 'x' },
		});
		expect(template.status).toBe(201);
		await analyst.patch(`/caseTemplate/phish`, { description: 'text', tlp: 3 });
		await analyst.get('/caseTemplate/phish');
		await analyst.put(`/caseTemplate/${template.id}/pageTemplate/link`, { pageTemplateIds: [pageTemplate.id] });
		const made = await analyst.post('/case', { title: 'mail', description: 'd', caseTemplate: 'phish' });
		expect(made.object).toMatchObject({ title: '[P] mail', tlp: 3, tags: ['a'] });
		await analyst.post('/case/_bulk/caseTemplate', { ids: [kase.id], caseTemplate: 'phish', updateTags: true, importTasks: ['one'] });
		await analyst.patch(`/pageTemplate/${pageTemplate.id}`, { title: 'tt' });
		await analyst.query({ _name: 'listPageTemplate' });
		await analyst.query({ _name: 'listCaseTemplate' }, { _name: 'tasks' });
		await analyst.delete(`/pageTemplate/${pageTemplate.id}`);
		await analyst.delete('/caseTemplate/phish');
	});

	it('more of cases', async () => {
		const { analyst, other } = bed.soc;
		const [a, b] = [
			await analyst.post('/case', { title: 'a', description: 'A', severity: 1 }),
			await analyst.post('/case', { title: 'b', description: 'B', severity: 4, access: { _kind: 'OrganisationAccessKind' } }),
		];
		await analyst.post(`/case/${a.id}/link/case/add`, { type: 'duplicates', caseId: b.id });
		await analyst.post(`/case/${a.id}/link/external/add`, { type: 'ticket', url: 'https://tickets.example/1' });
		expect((await analyst.get('/case/link/types')).body).toEqual(['duplicates', 'ticket']);
		await analyst.post(`/case/${a.id}/link/case/remove`, { type: 'duplicates', caseId: b.id });
		await analyst.post(`/case/${a.id}/link/external/remove`, { type: 'ticket', url: 'https://tickets.example/1' });
		for (const { id } of [a, b]) await analyst.post(`/case/${id}/observable`, { dataType: 'domain', data: 'Shared.example' });
		await analyst.get(`/case/${a.id}/links`);
		await analyst.get(`/case/${a.id}/similar/${b.id}/observables`);
		for (const name of ['similarCases', 'similarCasesLight', 'similarAlertsLight', 'shares', 'organisations', 'comments', 'allComments', 'assignableUsers', 'attachments', 'customEvents', 'procedures', 'pages', 'alerts', 'actions', 'timeline', 'taskGroups']) {
			await analyst.query({ _name: 'getCase', idOrName: a.id }, { _name: name });
		}
		await analyst.post(`/case/${a.id}/access`, { access: { _kind: 'UserAccessKind', users: ['analyst@main.test'] } });
		await analyst.post('/case/_bulk/access', { ids: [a.id], access: { _kind: 'OrganisationAccessKind' } });
		await analyst.patch('/case/_bulk', { ids: [a.id, b.id], addTags: ['bulk'] });
		const event = await analyst.post(`/case/${a.id}/customEvent`, { date: 1, title: 'call' });
		await analyst.patch(`/customEvent/${event.id}`, { description: 'long', endDate: 2 });
		await analyst.delete(`/customEvent/${event.id}`);
		await analyst.post(`/case/${a.id}/observable/_merge`);
		const [share] = (await analyst.post(`/case/${a.id}/shares`, { shares: [{ organisation: 'other', taskRule: 'autoShare' }] })).rows;
		const shareId = String(share?.['_id']);
		const task = await analyst.post(`/case/${a.id}/task`, { title: 'shared' });
		await analyst.get(`/task/${task.id}/shares`);
		await analyst.put(`/task/${task.id}/actionRequired/other`);
		expect((await analyst.get(`/task/${task.id}/actionRequired`)).body).toEqual({ main: false, other: true });
		await analyst.put(`/task/${task.id}/actionDone/other`);
		await analyst.delete(`/task/${task.id}/shares`, { organisations: ['other'] });
		await analyst.post(`/task/${task.id}/shares`, { organisations: ['other'] });
		expect((await other.get(`/task/${task.id}`)).status).toBe(200);
		await analyst.patch(`/case/share/${shareId}`, { profile: 'read-only' });
		expect((await other.patch(`/case/${a.id}`, { title: 'mine' })).status).toBe(403);
		await analyst.put(`/case/${a.id}/shares`, { shares: [{ organisation: 'other', profile: 'analyst' }] });
		await analyst.get('/sharingProfile');
		await analyst.query({ _name: 'listShare' });
		await analyst.delete(`/case/${a.id}/shares`, { organisations: ['other'] });
		const [again] = (await analyst.post(`/case/${a.id}/shares`, { shares: [{ organisation: 'other' }] })).rows;
		await analyst.delete('/case/shares', { ids: [String(again?.['_id'])] });
		const merged = await analyst.post(`/case/_merge/${a.id},${b.id}`);
		expect(merged.object).toMatchObject({ title: 'a / b', description: 'A\n\nB', severity: 4 });
		expect((await analyst.get(`/case/${a.id}`)).status).toBe(404);
		await analyst.post(`/case/${merged.id}/owner`, { organisation: 'other', keepProfile: 'read-only' });
		expect((await other.get(`/case/${merged.id}`)).status).toBe(200);
	});

	it('bulk and similarity of alerts', async () => {
		const { analyst } = bed.soc;
		const ids = [await analyst.post('/alert', alert('s-1')), await analyst.post('/alert', alert('s-2'))].map(({ id }) => id);
		const [first = '', second = ''] = ids;
		await analyst.get(`/alert/${first}/similar/${second}/observables`);
		for (const name of ['similarAlerts', 'similarAlertsLight', 'similarCases', 'observables', 'procedures', 'comments', 'attachments']) {
			await analyst.query({ _name: 'getAlert', idOrName: first }, { _name: name });
		}
		const kase = await analyst.post('/case', { title: 'target', description: 'd' });
		await analyst.post('/alert/merge/_bulk', { caseId: kase.id, alertIds: [first] });
		expect((await analyst.post(`/alert/${first}/merge/${kase.id}`)).object).toMatchObject({ message: 'Alert is already imported' });
		await analyst.delete(`/case/${kase.id}/alert/${first}`);
		await analyst.post(`/alert/${first}/import/${kase.id}`);
		await analyst.post(`/alert/${second}/merge/${kase.id}`);
		await analyst.post(`/alert/${second}/follow`);
		const [observable] = (await analyst.query({ _name: 'getAlert', idOrName: second }, { _name: 'observables' })).rows;
		const observableId = String(observable?.['_id']);
		await analyst.get(`/observable/${observableId}`);
		await analyst.patch(`/observable/${observableId}`, { ioc: true, message: 'seen', addTags: ['x'] });
		await analyst.patch('/observable/_bulk', { ids: [observableId], sighted: true });
		await analyst.query({ _name: 'getObservable', idOrName: observableId }, { _name: 'similar' });
		await analyst.delete(`/observable/${observableId}`);
		expect((await analyst.post('/alert/delete/_bulk', { ids })).status).toBe(204);
	});

	it('administration', async () => {
		const { admin, analyst } = bed.soc;
		for (const [type, value] of Object.entries<Json>({ string: 'a', integer: 1, float: 1.5, boolean: true, date: 1, url: 'https://x.example' })) {
			const field = await admin.post('/customField', { name: `cf-${type}`, group: 'g', description: 'd', type });
			expect(field.status).toBe(201);
			await analyst.post('/case', { title: type, description: 'd', customFields: { [`cf-${type}`]: value } });
			await admin.patch(`/customField/${field.id}`, { displayName: 'shown', mandatory: false });
			expect((await admin.delete(`/customField/${field.id}`)).status).toBe(400);
			expect((await admin.delete(`/customField/${field.id}?force=True`)).status).toBe(204);
		}
		await analyst.get('/customField');
		expect((await analyst.post('/customField', { name: 'x', group: 'g', description: 'd', type: 'string' })).status).toBe(403);
		for (const kind of ['alert', 'case']) {
			const status = await admin.post(`/${kind}Status`, { value: 'Parked', stage: 'InProgress', colour: '#ffffff' });
			await admin.patch(`/${kind}Status/${status.id}`, { order: 3, colour: '' });
			await analyst.query({ _name: kind === 'alert' ? 'listAlertStatus' : 'listCaseStatus' });
			await admin.delete(`/${kind}Status/Parked`);
			await analyst.get(`/describe/${kind}`);
		}
		await analyst.get('/describe/_all');
		const type = await admin.post('/observable/type', { name: 'iban' });
		await admin.get(`/observable/type/${type.id}`);
		await admin.patch('/observable/type/iban', { isCaseSensitive: false });
		await admin.delete('/observable/type/iban');
		const profile = await admin.post('/profile', { name: 'triage', permissions: ['manageAlert/update'] });
		await admin.get(`/profile/${profile.id}`);
		await admin.patch('/profile/triage', { permissions: ['manageAlert/update', 'manageComment'] });
		await admin.delete('/profile/triage');
		await admin.get('/permission');
		const user = await admin.post('/user', { login: 'new@main.test', name: 'New', profile: 'analyst', organisation: 'main' });
		await admin.get(`/user/${user.id}`);
		await admin.patch('/user/new@main.test', { name: 'Newer', email: null });
		await admin.post('/user/new@main.test/password/set', { password: 'pw' });
		await admin.put('/user/new@main.test/organisations', { organisations: [{ organisation: 'main', profile: 'read-only' }] });
		await admin.get('/user/new@main.test/key');
		await admin.delete('/user/new@main.test/key');
		await admin.post('/user/new@main.test/login/set', { login: 'newer@main.test' });
		await admin.delete('/user/newer@main.test');
		await admin.delete('/user/newer@main.test/force');
		await admin.get('/organisation/main');
		await admin.patch('/organisation/main', { description: 'changed' });
		await admin.get('/organisation/main/links');
		await admin.put('/organisation/main/links', { links: [{ toOrganisation: 'other', linkType: 'default', otherLinkType: 'default' }] });
		await admin.get('/license');
		await admin.get('/license/challenge');
		await analyst.get('/config/user/dateFormat');
		await analyst.put('/config/user/dateFormat', { value: 'x' });
		await admin.get('/branding');
		await analyst.get('/auth/totp/get');
		const taxonomy = await admin.post('/taxonomy', { namespace: 'pap', description: 'd', version: 1, predicates: [{ value: 'red' }] });
		await admin.put(`/taxonomy/${taxonomy.id}/activate`);
		await analyst.query({ _name: 'listTaxonomy' });
		await admin.delete(`/taxonomy/${taxonomy.id}`);
		await analyst.post('/case', { title: 'tagged', description: 'd', tags: ['old-tag'] });
		const [tag] = (await analyst.query({ _name: 'freetags' }, { _name: 'filter', _eq: { _field: 'predicate', _value: 'old-tag' } })).rows;
		await analyst.get(`/tag/${String(tag?.['_id'])}`);
		await analyst.patch(`/tag/${String(tag?.['_id'])}`, { predicate: 'new-tag', colour: '#ff0000' });
		const { rows } = await analyst.query({ _name: 'listCase' }, { _name: 'filter', _eq: { _field: 'tags', _value: 'new-tag' } });
		expect(rows).toHaveLength(1);
		await analyst.delete(`/tag/${String(tag?.['_id'])}`);
		const dashboard = await analyst.post('/dashboard', { title: 't', description: 'd', status: 'Shared', definition: {} });
		await analyst.get(`/dashboard/${dashboard.id}`);
		await analyst.patch(`/dashboard/${dashboard.id}`, { title: 'tt' });
		await analyst.query({ _name: 'listDashboard' });
		await analyst.delete(`/dashboard/${dashboard.id}`);
		const view = await analyst.post('/views', {
			name: 'v',
			entity: 'Alert',
			filter: {},
			listOptions: { itemsPerPage: 10, listAsGroup: false, autoRefresh: false, statsIsOpen: false },
			isShared: true,
		});
		await analyst.get(`/views/${view.id}`);
		await analyst.patch(`/views/${view.id}`, { name: 'vv' });
		await analyst.delete(`/views/${view.id}`);
		const fn = await analyst.post('/function', { name: 'double', definition: 'function handle(input) { return input.n * 2 }' });
		expect((await analyst.post('/function/double', { n: 21 })).object).toMatchObject({ result: 42 });
		await analyst.get(`/function/${fn.id}`);
		await analyst.patch(`/function/${fn.id}`, { definition: 'function handle() { throw new Error("no") }' });
		expect((await analyst.post('/function/double', {})).status).toBe(500);
		await analyst.post('/function/_test', { definition: 'function handle() { return 1 }' });
		await analyst.get('/function/_context/documentation');
		await analyst.query({ _name: 'listFunction' });
		await analyst.delete(`/function/${fn.id}`);
		await analyst.get('/connector/misp/status');
		await analyst.get('/connector/misp/_syncAlerts');
		await analyst.get('/export/_fields');
	});
});
