import { describe, expect, it } from 'vitest';
import { Client } from './client.mts';
import type { JsonObject } from './json.mts';
import { useSandbox } from './testbed.mts';

/** Who sees and may do what: organisations, shares, private cases, profiles; 404 for what is not seen, 403 for what may not be done. */

describe('access', () => {
	const bed = useSandbox();
	let references = 0;
	const newAlert = async (more: JsonObject = {}) =>
		(await bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `a-${++references}`, title: 'A', description: 'd', ...more })).id;
	const newCase = async (more: JsonObject = {}) => (await bed.soc.analyst.post('/case', { title: 'c', description: 'd', ...more })).id;

	/** One of everything in a case of `main`, by the path that leads to it. */
	async function things(): Promise<Record<string, string>> {
		const { analyst } = bed.soc;
		const kase = await newCase();
		const alert = await newAlert({ observables: [{ dataType: 'ip', data: '203.0.113.60' }] });
		const [observable] = (await analyst.post(`/case/${kase}/observable`, { dataType: 'ip', data: '203.0.113.61' })).rows;
		const task = (await analyst.post(`/case/${kase}/task`, { title: 't' })).id;
		const log = (await analyst.post(`/task/${task}/log`, { message: 'm' })).id;
		const comment = (await analyst.post(`/case/${kase}/comment`, { message: 'm' })).id;
		const procedure = (await analyst.post(`/case/${kase}/procedure`, { patternId: 'T1059', occurDate: 1, tactic: 'execution' })).id;
		const page = (await analyst.post('/page', { title: 'P', content: '', category: 'c' })).id;
		return { alert, case: kase, observable: String(observable?.['_id']), task, log, comment, procedure, page };
	}
	const changes: Record<string, JsonObject> = {
		alert: { title: 'x' },
		case: { title: 'x' },
		observable: { message: 'x' },
		task: { title: 'x' },
		log: { message: 'x' },
		comment: { message: 'x' },
		procedure: { description: 'x' },
		page: { content: 'x' },
	};

	it('another organisation gets 404 for reading, changing and deleting, and finds nothing', async () => {
		const { other, analyst } = bed.soc;
		for (const [kind, id] of Object.entries(await things())) {
			const path = `/${kind}/${id}`;
			expect([kind, (await other.patch(path, changes[kind])).status]).toEqual([kind, 404]);
			expect([kind, (await other.delete(path)).status]).toEqual([kind, 404]);
			const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
			expect([kind, (await other.query({ _name: `get${name}`, idOrName: id })).rows]).toEqual([kind, []]);
			expect([kind, (await other.query({ _name: `list${name}` })).rows.filter(({ _id }) => _id === id)]).toEqual([kind, []]);
			expect([kind, (await analyst.query({ _name: `get${name}`, idOrName: id })).rows]).toMatchObject([kind, [{ _id: id }]]);
		}
	});

	it('a reader gets 403 for changing and deleting what it sees, with the permission that is missing', async () => {
		const { viewer } = bed.soc;
		for (const [kind, id] of Object.entries(await things())) {
			for (const refused of [await viewer.patch(`/${kind}/${id}`, changes[kind]), await viewer.delete(`/${kind}/${id}`)]) {
				expect([kind, refused.status, refused.object['type']]).toEqual([kind, 403, 'AuthorizationError']);
				expect(refused.object['message']).toMatch(/^Your are not authorized to .*, you haven't the permission manage/);
			}
		}
	});

	it('nothing of another organisation takes part in what one does', async () => {
		const { other } = bed.soc;
		const [alert, kase] = [await newAlert(), await newCase()];
		const own = await other.post('/case', { title: 'own', description: 'd' });
		expect((await other.post(`/alert/${alert}/merge/${own.id}`)).status).toBe(404);
		expect((await other.post(`/case/_merge/${own.id},${kase}`)).status).toBe(404);
		expect((await other.post(`/case/${own.id}/link/case/add`, { type: 'x', caseId: kase })).status).toBe(404);
		expect((await other.patch('/case/_bulk', { ids: [own.id, kase], title: 'x' })).status).toBe(404);
		expect((await other.get(`/case/${own.id}`)).object).toMatchObject({ title: 'own' });
		const similar = { dataType: 'domain', data: 'secret.example' };
		await bed.soc.analyst.post(`/case/${kase}/observable`, similar);
		await other.post(`/case/${own.id}/observable`, similar);
		expect((await other.query({ _name: 'getCase', idOrName: own.id }, { _name: 'similarCasesLight' })).rows).toEqual([]);
	});

	it('a share gives what its profile and the own one both allow, tasks and observables by its rules', async () => {
		const { analyst, other } = bed.soc;
		const kase = await newCase({ tasks: [{ title: 'old' }] });
		await analyst.post(`/case/${kase}/observable`, { dataType: 'ip', data: '203.0.113.62' });
		await analyst.post(`/case/${kase}/shares`, { shares: [{ organisation: 'other', profile: 'read-only', taskRule: 'autoShare', observableRule: 'manual' }] });
		expect((await other.patch(`/case/${kase}`, { title: 'x' })).status).toBe(403);
		await analyst.post(`/case/${kase}/task`, { title: 'new' });
		expect((await other.query({ _name: 'getCase', idOrName: kase }, { _name: 'tasks' })).rows.map(({ title }) => title)).toEqual(['old', 'new']);
		expect((await other.query({ _name: 'getCase', idOrName: kase }, { _name: 'observables' })).rows).toEqual([]);
		await analyst.put(`/case/${kase}/shares`, { shares: [{ organisation: 'other', profile: 'analyst' }] });
		expect((await other.patch(`/case/${kase}`, { title: 'ours' })).status).toBe(204);
		expect((await analyst.get(`/case/${kase}`)).object).toMatchObject({ title: 'ours', _updatedBy: 'other@other.test' });
		await analyst.delete(`/case/${kase}/shares`, { organisations: ['other'] });
		expect((await other.get(`/case/${kase}`)).status).toBe(404);
	});

	it('a case is shared with linked organisations only, and its own share stays', async () => {
		const { admin, analyst } = bed.soc;
		await admin.post('/organisation', { name: 'apart', description: 'd' });
		const kase = await newCase();
		expect((await analyst.post(`/case/${kase}/shares`, { shares: [{ organisation: 'apart' }] })).status).toBe(404);
		expect((await analyst.post(`/case/${kase}/shares`, { shares: [{ organisation: 'main' }] })).status).toBe(400);
		expect((await analyst.get(`/case/${kase}/shares`)).body).toEqual([]);
	});

	it('a private case is there for its users and its assignee only', async () => {
		const { analyst, viewer } = bed.soc;
		const kase = await newCase({ access: { _kind: 'UserAccessKind', users: ['analyst@main.test'] } });
		expect((await viewer.get(`/case/${kase}`)).status).toBe(404);
		expect((await viewer.query({ _name: 'listCase' })).rows.filter(({ _id }) => _id === kase)).toEqual([]);
		const told = async () => (await viewer.query({ _name: 'listAudit' }, { _name: 'filter', _eq: { _field: 'rootId', _value: kase } })).rows.length;
		expect(await told()).toBe(0);
		await analyst.post(`/case/${kase}/access`, { access: { _kind: 'UserAccessKind', users: ['analyst@main.test', 'viewer@main.test'] } });
		expect((await viewer.get(`/case/${kase}`)).status).toBe(200);
		await analyst.post(`/case/${kase}/access`, { access: { _kind: 'OrganisationAccessKind' } });
		expect((await viewer.get(`/case/${kase}`)).object).toMatchObject({ access: { _kind: 'OrganisationAccessKind' } });
		expect(await told()).toBeGreaterThan(0);
	});

	it('only administrators touch the instance, and they see no cases', async () => {
		const { admin, analyst } = bed.soc;
		for (const [path, body] of [
			['/organisation', { name: 'x', description: 'd' }],
			['/profile', { name: 'x' }],
			['/customField', { name: 'x', group: 'g', description: 'd', type: 'string' }],
			['/alertStatus', { value: 'x', stage: 'New' }],
			['/observable/type', { name: 'x' }],
		] as const) {
			expect([path, (await analyst.post(path, body)).status]).toEqual([path, 403]);
		}
		const kase = await newCase();
		expect((await admin.get(`/case/${kase}`)).status).toBe(404);
		expect((await admin.post('/case', { title: 'c', description: 'd' })).status).toBe(403);
	});

	it('a locked organisation lets nobody in', async () => {
		const { admin } = bed.soc;
		await admin.post('/organisation', { name: 'closed', description: 'd' });
		await admin.post('/user', { login: 'user@closed.test', name: 'U', profile: 'analyst', organisation: 'closed', password: 'pw' });
		const user = Client.withLogin(bed.sandbox.url, 'user@closed.test', 'pw');
		expect((await user.get('/user/current')).status).toBe(200);
		await admin.patch('/organisation/closed', { locked: true });
		expect((await user.get('/user/current')).status).toBe(403);
	});

	it('users read their own key and change their own password; those of others need manageUser', async () => {
		const { admin, analyst, viewer } = bed.soc;
		await admin.post('/user/viewer@main.test/password/set', { password: 'old' });
		expect((await viewer.get('/user/viewer@main.test/key')).status).toBe(200);
		expect((await viewer.get('/user/analyst@main.test/key')).status).toBe(403);
		expect((await viewer.post('/user/analyst@main.test/key/renew')).status).toBe(403);
		expect((await viewer.post('/user/viewer@main.test/password/change', { currentPassword: 'wrong', password: 'new' })).status).toBe(401);
		expect((await viewer.post('/user/viewer@main.test/password/change', { currentPassword: 'old', password: 'new' })).status).toBe(204);
		expect((await Client.withLogin(bed.sandbox.url, 'viewer@main.test', 'new').get('/user/current')).status).toBe(200);
		expect((await viewer.patch('/user/viewer@main.test', { name: 'Me' })).status).toBe(204);
		expect((await viewer.patch('/user/viewer@main.test', { profile: 'org-admin' })).status).toBe(403);
		expect((await analyst.patch('/user/viewer@main.test', { name: 'Viewer' })).status).toBe(204);
	});
});
