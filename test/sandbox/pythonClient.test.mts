import { randomBytes } from 'node:crypto';
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isList, isObject, parseJson } from './json.mts';
import type { Json, JsonObject } from './json.mts';
import { startSandbox } from './sandbox.mts';
import type { Sandbox } from './sandbox.mts';

/**
 * What the guides of the official Python client show, sent as that client sends it: paths with and without `/v1`, Basic
 * login and `X-Organisation`, `?name=` on queries, `True` for true, and forms whose `_json` is a file without a type.
 */

type Part = readonly [field: string, filename: string, content: string | Uint8Array];

interface Sent {
	readonly json?: Json;
	readonly params?: Readonly<Record<string, string>>;
	readonly files?: readonly Part[];
	/** Sent with files, as one of them. */
	readonly _json?: Json;
}

/** A form as the library below the Python client writes it: no part has a content type. */
function formOf(parts: readonly Part[]): { type: string; body: Buffer<ArrayBuffer> } {
	const boundary = randomBytes(16).toString('hex');
	const written = parts.flatMap(([field, filename, content]) => [`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\n\r\n`, content, '\r\n']);
	const chunks = [...written, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk));
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(chunks) };
}

/** One login of the client. */
class Hive {
	readonly #url: string;
	readonly #authorization: string;
	readonly #organisation: string | undefined;

	constructor(url: string, authorization: string, organisation?: string) {
		this.#url = url;
		this.#authorization = authorization;
		this.#organisation = organisation;
	}

	async #send(method: string, path: string, { json, params, files, _json }: Sent): Promise<Response> {
		const form = files === undefined ? undefined : formOf([...files, ...(_json === undefined ? [] : [['_json', '_json', JSON.stringify(_json)] as const])]);
		const type = form?.type ?? (json === undefined ? undefined : 'application/json');
		const query = params === undefined ? '' : `?${new URLSearchParams(params)}`;
		return await fetch(`${this.#url}${path}${query}`, {
			method,
			headers: {
				accept: '*/*',
				'user-agent': 'python-requests/2.32.3',
				authorization: this.#authorization,
				...(this.#organisation === undefined ? {} : { 'x-organisation': this.#organisation }),
				...(type === undefined ? {} : { 'content-type': type }),
			},
			body: form?.body ?? (json === undefined ? undefined : JSON.stringify(json)),
		});
	}

	/** The answer's JSON, or its text; null for none. @throws Error as the client does, with the answer's message */
	async make(method: string, path: string, sent: Sent = {}): Promise<Json> {
		const response = await this.#send(method, path, sent);
		const text = await response.text();
		const body = response.headers.get('content-type')?.includes('json') ? parseJson(text) : text === '' ? null : text;
		if (response.ok) return body;
		throw new Error(isObject(body) ? `${String(body['type'])} - ${String(body['message'])}` : text);
	}

	async one(method: string, path: string, sent?: Sent): Promise<JsonObject & { readonly _id: string }> {
		const body = await this.make(method, path, sent);
		if (!isObject(body)) throw new Error(`not an object: ${JSON.stringify(body)}`);
		return { ...body, _id: String(body['_id']) };
	}

	async list(method: string, path: string, sent?: Sent): Promise<JsonObject[]> {
		const body = await this.make(method, path, sent);
		if (!isList(body)) throw new Error(`not a list: ${JSON.stringify(body)}`);
		return body.filter(isObject);
	}

	async bytes(path: string, params: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
		const response = await this.#send('GET', path, { params });
		expect(response.status).toBe(200);
		return await response.bytes();
	}

	/** `find`: the first operation, a filter, an order, a page. */
	async find(name: string, first: readonly JsonObject[], filters?: JsonObject, sort?: JsonObject, page?: JsonObject): Promise<JsonObject[]> {
		const query = [...first, ...(filters ? [{ _name: 'filter', ...filters }] : []), ...(sort ? [{ _name: 'sort', ...sort }] : []), ...(page ? [{ _name: 'page', ...page }] : [])];
		return await this.list('POST', '/api/v1/query', { params: { name }, json: { query } });
	}
}

const basic = (login: string, password: string) => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
const field = (_field: string, _value: Json) => ({ _field, _value });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const idOf = (row: JsonObject | undefined) => String(row?.['_id']);

describe('the official Python client', () => {
	let sandbox: Sandbox;
	let admin: Hive;
	let hive: Hive;
	let other: Hive;

	beforeAll(async () => {
		sandbox = await startSandbox();
		const { url } = sandbox;
		admin = new Hive(url, basic('admin@thehive.local', 'secret'), 'admin');
		for (const name of ['main-org', 'share-org']) await admin.one('POST', '/api/v1/organisation', { json: { name, description: name } });
		await admin.make('PUT', '/api/v1/organisation/main-org/link/share-org', { json: { linkType: 'default', otherLinkType: 'default' } });
		const user = await admin.one('POST', '/api/v1/user', { json: { login: 'ana@thehive.local', name: 'Ana', profile: 'org-admin', organisation: 'main-org' } });
		await admin.make('POST', `/api/v1/user/${user._id}/password/set`, { json: { password: 'strong' } });
		const organisations = ['main-org', 'share-org'].map((organisation) => ({ organisation, profile: 'org-admin', default: organisation === 'main-org' }));
		expect(await admin.make('PUT', `/api/v1/user/${user._id}/organisations`, { json: { organisations } })).toMatchObject({ organisations });
		const key = String(await admin.make('POST', `/api/v1/user/${user._id}/key/renew`));
		// a bare login gets the default domain; another organisation by the header
		hive = new Hive(url, basic('ana', 'strong'));
		other = new Hive(url, `Bearer ${key}`, 'share-org');
	});
	afterAll(() => sandbox.close());

	let counter = 0;
	const alertFields = () => ({ type: 'type', source: 'source', sourceRef: `ref-${++counter}`, title: 'Alert', description: 'from Python' });
	const newAlert = async (more: JsonObject = {}) => await hive.one('POST', '/api/v1/alert', { json: { ...alertFields(), ...more } });
	const newCase = async (more: JsonObject = {}) => await hive.one('POST', '/api/v1/case', { json: { title: 'Case', description: 'from Python', ...more } });

	it('bootstraps a fresh server', async () => {
		expect(await new Hive(sandbox.url, '').make('GET', '/api/v1/status/public')).toMatchObject({ version: expect.stringMatching(/^5\.7/) });
		expect(await admin.make('GET', '/api/status')).toMatchObject({ versions: { TheHive: expect.stringMatching(/^5\.7/) } });
		expect(await hive.make('GET', '/api/v1/user/current')).toMatchObject({ login: 'ana@thehive.local', organisation: 'main-org', profile: 'org-admin', hasPassword: true, hasKey: true });
		expect(await other.make('GET', '/api/v1/user/current')).toMatchObject({ organisation: 'share-org' });
		await expect(new Hive(sandbox.url, basic('ana', 'wrong')).make('GET', '/api/v1/user/current')).rejects.toThrow('AuthenticationError');
		await expect(new Hive(sandbox.url, basic('ana', 'strong'), 'admin').make('GET', '/api/v1/user/current')).rejects.toThrow('AuthorizationError');
	});

	it('alerts: create, simple and advanced, and get', async () => {
		const simple = await newAlert();
		expect(await hive.make('GET', `/api/v1/alert/${simple._id}`)).toEqual(simple);
		const advanced = await newAlert({ severity: 3, tlp: 3, pap: 1, tags: ['a'], date: 1_700_000_000_000, externalLink: 'https://siem.example/1', observables: [{ dataType: 'url', data: 'http://evil.example' }, { dataType: 'domain', data: ['evil.example', 'bad.example'] }], procedures: [{ patternId: 'T1566', occurDate: 1_700_000_000_000, tactic: 'initial-access' }] });
		expect(advanced).toMatchObject({ severityLabel: 'HIGH', tlpLabel: 'AMBER+STRICT', observableCount: 3, date: 1_700_000_000_000 });
		await expect(newAlert({ sourceRef: advanced['sourceRef'] ?? null })).rejects.toThrow(`CreateError - Alert type:source:${String(advanced['sourceRef'])} already exist in organisation main-org`);
		expect(await hive.find('get-alert', [{ _name: 'getAlert', idOrName: `type;source;${String(advanced['sourceRef'])}` }])).toMatchObject([{ _id: advanced._id }]);
	});

	it('alerts: create with files, by name and by a list of names', async () => {
		const observables = [{ dataType: 'file', attachment: 'one', tags: ['x'] }, { dataType: 'file', attachment: ['two', 'three'] }];
		const files: Part[] = [['one', 'a.txt', 'A'], ['two', 'b.txt', 'B'], ['three', 'c.txt', 'C']];
		const alert = await hive.one('POST', '/api/v1/alert', { files, _json: { ...alertFields(), observables } });
		const rows = await hive.find('alert-observables', [{ _name: 'getAlert', idOrName: alert._id }, { _name: 'observables' }]);
		expect(rows.map((row) => (isObject(row['attachment']) ? row['attachment']['name'] : ''))).toEqual(['a.txt', 'b.txt', 'c.txt']);
	});

	it('alerts: find and count with the filter classes', async () => {
		const made = await Promise.all([1, 2, 3].map((severity) => newAlert({ severity, source: 'finder', title: `Found ${severity}`, date: severity * 1000 })));
		const [first, second, third] = made.map(({ _id }) => _id);
		const source = { _eq: field('source', 'finder') };
		const found = async (filter: JsonObject) => (await hive.find('alerts', [{ _name: 'listAlert' }], { _and: [source, filter] }, { _fields: [{ severity: 'asc' }] }, { from: 0, to: 100, extraData: [] })).map(({ _id }) => _id);
		expect(await found({ _ne: field('severity', 2) })).toEqual([first, third]);
		expect(await found({ _lt: field('severity', 2) })).toEqual([first]);
		expect(await found({ _gte: field('severity', 2) })).toEqual([second, third]);
		expect(await found({ _between: { _field: 'date', _from: 1000, _to: 3000 } })).toEqual([first, second]);
		expect(await found({ _in: { _field: 'severity', _values: [1, 3] } })).toEqual([first, third]);
		expect(await found({ _startsWith: field('title', 'Found') })).toHaveLength(3);
		expect(await found({ _endsWith: field('title', '2') })).toEqual([second]);
		expect(await found({ _like: field('title', 'ound') })).toHaveLength(3);
		expect(await found({ _match: field('title', 'found') })).toHaveLength(3);
		expect(await found({ _id: second ?? '' })).toEqual([second]);
		expect(await found({ _has: 'summary' })).toEqual([]);
		expect(await found({ _contains: 'title' })).toHaveLength(3);
		expect(await found({ _or: [{ _id: first ?? '' }, { _not: { _lt: field('severity', 3) } }] })).toEqual([first, third]);
		expect(await hive.make('POST', '/api/v1/query', { params: { name: 'count-alerts' }, json: { query: [{ _name: 'listAlert' }, { _name: 'filter', ...source }, { _name: 'count' }] } })).toBe(3);
		const page = await hive.find('alerts', [{ _name: 'listAlert' }], source, { _fields: [{ severity: 'desc' }, { _createdAt: 'asc' }] }, { from: 1, to: 2, extraData: ['procedureCount'] });
		expect(page).toMatchObject([{ _id: second, extraData: { procedureCount: 0 } }]);
	});

	it('alerts: update one and many, clear, follow, delete one and many', async () => {
		const ids = [await newAlert(), await newAlert(), await newAlert()].map(({ _id }) => _id);
		const [first = '', second = '', third = ''] = ids;
		expect(await hive.make('PATCH', `/api/v1/alert/${first}`, { json: { title: 'New', summary: 's', tags: ['t'], assignee: 'ana@thehive.local' } })).toBeNull();
		await hive.make('PATCH', `/api/v1/alert/${first}`, { json: { summary: null, assignee: null } });
		expect(await hive.make('GET', `/api/v1/alert/${first}`)).not.toHaveProperty('assignee');
		await hive.make('PATCH', '/api/v1/alert/_bulk', { json: { ids: [first, second], status: 'Ignored', addTags: ['bulk'] } });
		expect(await hive.make('GET', `/api/v1/alert/${second}`)).toMatchObject({ stage: 'Closed', tags: ['bulk'] });
		await hive.make('POST', `/api/v1/alert/${first}/unfollow`);
		expect(await hive.make('GET', `/api/v1/alert/${first}`)).toMatchObject({ follow: false });
		await hive.make('POST', `/api/v1/alert/${first}/follow`);
		await hive.make('DELETE', `/api/v1/alert/${first}`);
		await hive.make('POST', '/api/v1/alert/delete/_bulk', { json: { ids: [second, third] } });
		for (const id of ids) await expect(hive.make('GET', `/api/v1/alert/${id}`)).rejects.toThrow(`NotFoundError - Alert ${id} not found`);
	});

	it('alerts: promote, merge into a case, alone and in bulk', async () => {
		const promoted = await newAlert({ tags: ['t'], observables: [{ dataType: 'domain', data: 'evil.example' }] });
		const made = await hive.one('POST', `/api/v1/alert/${promoted._id}/case`, { json: {} });
		expect(made).toMatchObject({ title: 'Alert', tags: ['t'], assignee: 'ana@thehive.local' });
		expect((await hive.one('POST', `/api/v1/alert/${promoted._id}/case`, { json: {} }))._id).toBe(made._id);
		const [one, two, three] = [await newAlert(), await newAlert(), await newAlert()];
		expect(await hive.one('POST', `/api/v1/alert/${one._id}/merge/${made._id}`)).toMatchObject({ _id: made._id });
		expect(await hive.one('POST', '/api/v1/alert/merge/_bulk', { json: { caseId: made._id, alertIds: [two._id, three._id] } })).toMatchObject({ _id: made._id });
		await expect(hive.make('POST', `/api/v1/alert/${two._id}/merge/${made._id}`)).rejects.toThrow('BadRequest - Alert is already imported');
		expect(await hive.find('case-alerts', [{ _name: 'getCase', idOrName: made._id }, { _name: 'alerts' }])).toHaveLength(4);
		await hive.make('DELETE', `/api/v1/case/${made._id}/alert/${two._id}`);
		expect(await hive.make('GET', `/api/v1/alert/${two._id}`)).toMatchObject({ status: 'New' });
	});

	it('cases: create, simple and advanced; get, find, update, close, bulk, merge, delete', async () => {
		const advanced = await newCase({ severity: 3, startDate: 1000, tlp: 1, pap: 1, flag: true, tags: ['a'], tasks: [{ title: 'Task', group: 'g' }], pages: [{ title: 'Page', content: 'c', category: 'x' }], access: { _kind: 'OrganisationAccessKind' }, sharingParameters: [{ organisation: 'share-org', profile: 'analyst' }] });
		expect(await hive.make('GET', `/api/v1/case/${String(advanced['number'])}`)).toMatchObject({ _id: advanced._id, startDate: 1000, flag: true });
		expect(await other.make('GET', `/api/v1/case/${advanced._id}`)).toMatchObject({ _id: advanced._id });
		expect(await hive.find('cases', [{ _name: 'listCase' }], { _eq: field('number', advanced['number'] ?? 0) })).toHaveLength(1);
		await hive.make('PATCH', `/api/v1/case/${advanced._id}`, { json: { status: 'TruePositive', summary: 'done', impactStatus: 'WithImpact' } });
		expect(await hive.make('GET', `/api/v1/case/${advanced._id}`)).toMatchObject({ stage: 'Closed', impactStatus: 'WithImpact' });
		const [one, two] = [await newCase({ title: 'one' }), await newCase({ title: 'two' })];
		await hive.make('PATCH', '/api/v1/case/_bulk', { json: { ids: [one._id, two._id], addTags: ['x'], severity: 4 } });
		const merged = await hive.one('POST', `/api/v1/case/_merge/${one._id},${two._id}`);
		expect(merged).toMatchObject({ title: 'one / two', severity: 4, tags: ['x'] });
		await expect(hive.make('GET', `/api/v1/case/${one._id}`)).rejects.toThrow('NotFoundError');
		await hive.make('DELETE', `/api/v1/case/${merged._id}`);
		expect(await hive.find('cases', [{ _name: 'getCase', idOrName: merged._id }])).toEqual([]);
	});

	it('observables: of alerts and cases, from data, files, archives and stored files', async () => {
		const [alert, kase] = [await newAlert(), await newCase()];
		expect(await hive.list('POST', `/api/v1/alert/${alert._id}/observable`, { json: { dataType: 'ip', data: ['192.0.2.1', '192.0.2.2'], ioc: true } })).toHaveLength(2);
		const [made] = await hive.list('POST', `/api/v1/case/${kase._id}/observable`, { files: [['attachment', 'evil.txt', 'evil']], _json: { dataType: 'file', message: 'm' } });
		expect(made).toMatchObject({ dataType: 'file', attachment: { name: 'evil.txt', size: 4 } });
		const attachment = isObject(made?.['attachment']) ? made['attachment'] : {};
		expect(text(await hive.bytes(`/api/v1/observable/${idOf(made)}/attachment/${idOf(attachment)}/download`, { asZip: 'False' }))).toBe('evil');
		const zip = await hive.bytes(`/api/v1/observable/${idOf(made)}/attachment/${idOf(attachment)}/download`, { asZip: 'True' });
		const [entry] = await new ZipReader(new Uint8ArrayReader(zip), { password: 'malware' }).getEntries();
		expect([entry?.filename, entry && !entry.directory && (await entry.getData(new TextWriter()))]).toEqual(['evil.txt', 'evil']);
		const reference = { name: 'again.txt', contentType: 'text/plain', id: String(attachment['id']) };
		expect(await hive.list('POST', `/api/v1/alert/${alert._id}/observable`, { json: { dataType: 'file', attachment: reference } })).toMatchObject([{ attachment: { name: 'again.txt' } }]);
		await hive.make('PATCH', `/api/v1/observable/${idOf(made)}`, { json: { ioc: true, sighted: true, tlp: 4, message: 'updated' } });
		await hive.make('PATCH', '/api/v1/observable/_bulk', { json: { ids: [idOf(made)], addTags: ['b'] } });
		expect(await hive.make('GET', `/api/v1/observable/${idOf(made)}`)).toMatchObject({ ioc: true, tlpLabel: 'RED', tags: ['b'] });
		await hive.make('DELETE', `/api/v1/observable/${idOf(made)}`);
		await expect(hive.make('GET', `/api/v1/observable/${idOf(made)}`)).rejects.toThrow('NotFoundError');
		expect(await hive.find('observables', [{ _name: 'listObservable' }], { _eq: field('dataType', 'ip') })).toHaveLength(2);
		expect(await hive.make('POST', `/api/v1/case/${kase._id}/observable/_merge`)).toEqual({ untouched: 0, updated: 0, deleted: 0 });
	});

	it('tasks and logs, with files', async () => {
		const kase = await newCase();
		const task = await hive.one('POST', `/api/v1/case/${kase._id}/task`, { json: { title: 'Task', mandatory: true, dueDate: 5 } });
		await hive.make('PATCH', `/api/v1/task/${task._id}`, { json: { status: 'InProgress', group: 'g' } });
		await hive.make('PATCH', '/api/v1/task/_bulk', { json: { ids: [task._id], flag: true } });
		expect(await hive.make('GET', `/api/v1/task/${task._id}`)).toMatchObject({ status: 'InProgress', group: 'g', flag: true, assignee: 'ana@thehive.local' });
		expect(await hive.find('case-tasks', [{ _name: 'getCase', idOrName: kase._id }, { _name: 'tasks' }])).toHaveLength(1);
		const log = await hive.one('POST', `/api/v1/task/${task._id}/log`, { json: { message: 'plain', includeInTimeline: 7 } });
		const filed = await hive.one('POST', `/api/v1/task/${task._id}/log`, { files: [['attachments', 'a.txt', 'A'], ['attachments', 'b.txt', 'B']], _json: { message: 'filed' } });
		expect(filed['attachments']).toHaveLength(2);
		expect(await hive.make('POST', `/api/v1/log/${log._id}/attachments`, { files: [['attachments', 'c.txt', 'C']] })).toBeNull();
		const [shown] = await hive.find('get-log', [{ _name: 'getLog', idOrName: log._id }]);
		const [attachment] = isList(shown?.['attachments']) ? shown['attachments'].filter(isObject) : [];
		await hive.make('DELETE', `/api/v1/log/${log._id}/attachments/${idOf(attachment)}`);
		await hive.make('PATCH', `/api/v1/log/${log._id}`, { json: { message: 'edited', includeInTimeline: null } });
		expect(await hive.find('task-logs', [{ _name: 'getTask', idOrName: task._id }, { _name: 'logs' }], { _id: log._id })).toMatchObject([{ message: 'edited', attachments: [] }]);
		await hive.make('DELETE', `/api/v1/log/${log._id}`);
		await hive.make('DELETE', `/api/v1/task/${task._id}`);
		expect(await hive.find('case-tasks', [{ _name: 'getCase', idOrName: kase._id }, { _name: 'tasks' }])).toEqual([]);
		const organisation = 'share-org';
		await hive.list('POST', `/api/v1/case/${kase._id}/shares`, { json: { shares: [{ organisation, taskRule: 'manual' }] } });
		const shared = await hive.one('POST', `/api/v1/case/${kase._id}/task`, { json: { title: 'Shared' } });
		await hive.make('POST', `/api/v1/task/${shared._id}/shares`, { json: { organisations: [organisation] } });
		await hive.make('PUT', `/api/v1/task/${shared._id}/actionRequired/${organisation}`);
		expect(await hive.make('GET', `/api/v1/task/${shared._id}/actionRequired`)).toMatchObject({ [organisation]: true });
		await hive.make('PUT', `/api/v1/task/${shared._id}/actionDone/${organisation}`);
		await hive.make('DELETE', `/api/v1/task/${shared._id}/shares`, { json: { organisations: [organisation] } });
		expect(await hive.list('GET', `/api/v1/task/${shared._id}/shares`)).toEqual([]);
	});

	it('procedures, comments and pages', async () => {
		const [alert, kase] = [await newAlert(), await newCase()];
		const procedure = await hive.one('POST', `/api/v1/alert/${alert._id}/procedure`, { json: { patternId: 'T1059', occurDate: 1, tactic: 'execution', description: 'd' } });
		expect(await hive.list('POST', `/api/v1/case/${kase._id}/procedures`, { json: { procedures: [{ patternId: 'T1059.001', occurDate: 1, tactic: 'execution' }] } })).toHaveLength(1);
		await hive.make('PATCH', `/api/v1/procedure/${procedure._id}`, { json: { description: 'new' } });
		expect(await hive.find('procedures', [{ _name: 'getProcedure', idOrName: procedure._id }])).toMatchObject([{ description: 'new', tacticLabel: 'Execution' }]);
		await hive.make('DELETE', `/api/v1/procedure/${procedure._id}`);
		const comment = await hive.one('POST', `/api/v1/alert/${alert._id}/comment`, { json: { message: 'first' } });
		await hive.make('PATCH', `/api/v1/comment/${comment._id}`, { json: { message: 'second' } });
		expect(await hive.find('get-comment', [{ _name: 'getComment', idOrName: comment._id }])).toMatchObject([{ message: 'second', isEdited: true }]);
		await hive.make('DELETE', `/api/v1/comment/${comment._id}`);
		const page = await hive.one('POST', `/api/v1/case/${kase._id}/page`, { json: { title: 'Page', content: 'c', category: 'x' } });
		await hive.make('PATCH', `/api/v1/case/${kase._id}/page/${page._id}`, { json: { content: 'new', order: 1 } });
		expect(await hive.find('case-pages', [{ _name: 'getCase', idOrName: kase._id }, { _name: 'pages' }])).toMatchObject([{ content: 'new', order: 1 }]);
		await hive.make('DELETE', `/api/v1/case/${kase._id}/page/${page._id}`);
	});

	it('timeline and custom events', async () => {
		const kase = await newCase();
		const event = await hive.one('POST', `/api/v1/case/${kase._id}/customEvent`, { json: { date: 5, title: 'Call', description: 'd' } });
		await hive.make('PATCH', `/api/v1/customEvent/${event._id}`, { json: { title: 'Long call', endDate: 9 } });
		expect(await hive.make('GET', `/api/v1/case/${kase._id}/timeline`)).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ date: 5, endDate: 9 })]) });
		await hive.make('DELETE', `/api/v1/customEvent/${event._id}`);
		expect(await hive.make('GET', `/api/v1/case/${kase._id}/timeline`)).toMatchObject({ events: [{ kind: 'Case' }] });
	});

	it('shares: list, add, set, change, remove; of observables, too', async () => {
		const kase = await newCase();
		expect(await hive.list('GET', `/api/v1/case/${kase._id}/shares`)).toEqual([]);
		const [share] = await hive.list('POST', `/api/v1/case/${kase._id}/shares`, { json: { shares: [{ organisation: 'share-org', share: true, profile: 'analyst', observableRule: 'manual' }] } });
		await hive.make('PATCH', `/api/v1/case/share/${idOf(share)}`, { json: { profile: 'read-only' } });
		expect(await hive.list('GET', `/api/v1/case/${kase._id}/shares`)).toMatchObject([{ profileName: 'read-only', organisationName: 'share-org', owner: false }]);
		expect(await hive.list('PUT', `/api/v1/case/${kase._id}/shares`, { json: { shares: [{ organisation: 'share-org', profile: 'analyst' }] } })).toMatchObject([{ profileName: 'analyst' }]);
		const [observable] = await hive.list('POST', `/api/v1/case/${kase._id}/observable`, { json: { dataType: 'ip', data: '192.0.2.9' } });
		await hive.make('POST', `/api/v1/observable/${idOf(observable)}/shares`, { json: { organisations: ['share-org'] } });
		expect(await hive.list('GET', `/api/v1/observable/${idOf(observable)}/shares`)).toHaveLength(1);
		await hive.make('DELETE', `/api/v1/observable/${idOf(observable)}/shares`, { json: { organisations: ['share-org'] } });
		await hive.make('DELETE', `/api/v1/case/${kase._id}/shares`, { json: { organisations: ['share-org'] } });
		await expect(other.make('GET', `/api/v1/case/${kase._id}`)).rejects.toThrow('NotFoundError');
		const [again] = await hive.list('POST', `/api/v1/case/${kase._id}/shares`, { json: { shares: [{ organisation: 'share-org' }] } });
		await hive.make('DELETE', `/api/v1/case/share/${idOf(again)}`);
		expect(await hive.list('GET', `/api/v1/case/${kase._id}/shares`)).toEqual([]);
	});

	it('templates, custom fields, statuses and observable types', async () => {
		const fieldMade = await admin.one('POST', '/api/v1/customField', { json: { name: 'unit', displayName: 'Unit', group: 'g', description: 'd', type: 'string', options: [] } });
		const template = await hive.one('POST', '/api/v1/caseTemplate', { json: { name: 'phishing', titlePrefix: '[P] ', tasks: [{ title: 'Triage' }], customFields: { unit: 'x' }, pageTemplateIds: [] } });
		expect(await hive.find('caseTemplates', [{ _name: 'listCaseTemplate' }])).toMatchObject([{ name: 'phishing', tasks: [{ title: 'Triage' }] }]);
		const kase = await newCase({ caseTemplate: 'phishing' });
		expect(kase).toMatchObject({ title: '[P] Case', customFields: [{ name: 'unit', value: 'x' }] });
		await hive.make('PATCH', `/api/v1/caseTemplate/${template._id}`, { json: { displayName: 'Phishing' } });
		expect(await hive.make('GET', '/api/v1/caseTemplate/phishing')).toMatchObject({ displayName: 'Phishing' });
		await hive.make('POST', '/api/v1/case/_bulk/caseTemplate', { json: { ids: [(await newCase())._id], caseTemplate: 'phishing', updateCustomFields: true, importTasks: ['Triage'] } });
		await hive.make('DELETE', `/api/v1/caseTemplate/${template._id}`);
		const pageTemplate = await hive.one('POST', '/api/v1/pageTemplate', { json: { title: 't', content: 'c', category: 'x', order: 0 } });
		await hive.make('PATCH', `/api/v1/pageTemplate/${pageTemplate._id}`, { json: { content: 'new' } });
		expect(await hive.find('pageTemplates', [{ _name: 'getPageTemplate', idOrName: pageTemplate._id }])).toMatchObject([{ content: 'new' }]);
		await hive.make('DELETE', `/api/v1/pageTemplate/${pageTemplate._id}`);
		expect(await admin.list('GET', '/api/v1/customField')).toMatchObject([{ name: 'unit' }]);
		await admin.make('PATCH', `/api/v1/customField/${fieldMade._id}`, { json: { type: 'string', displayName: 'Business unit' } });
		await expect(admin.make('DELETE', `/api/v1/customField/${fieldMade._id}`)).rejects.toThrow('BadRequest');
		await admin.make('DELETE', `/api/v1/customField/${fieldMade._id}`, { params: { force: 'True' } });
		for (const kind of ['alert', 'case']) {
			const status = await admin.one('POST', `/api/v1/${kind}Status`, { json: { value: 'Parked', stage: 'InProgress', colour: '#0000ff' } });
			await admin.make('PATCH', `/api/v1/${kind}Status/${status._id}`, { json: { colour: '', hidden: true } });
			await admin.make('DELETE', `/api/v1/${kind}Status/${status._id}`);
		}
		const type = await admin.one('POST', '/api/v1/observable/type', { json: { name: 'iban', isAttachment: false } });
		expect(await admin.make('GET', `/api/v1/observable/type/${type._id}`)).toMatchObject({ name: 'iban' });
		expect(await hive.find('observableTypes', [{ _name: 'listObservableType' }])).toHaveLength(17);
		await admin.make('DELETE', `/api/v1/observable/type/${type._id}`);
	});

	it('users, organisations and profiles', async () => {
		const user = await admin.one('POST', '/api/v1/user', { json: { login: 'new@thehive.local', name: 'New', profile: 'analyst', organisation: 'main-org' } });
		expect(await admin.make('GET', '/api/v1/user/new@thehive.local')).toEqual(user);
		await admin.make('PATCH', `/api/v1/user/${user._id}`, { json: { name: 'Newer', email: 'n@example.org', locked: true } });
		expect(await admin.find('users', [{ _name: 'listUser' }], { _eq: field('login', 'new@thehive.local') })).toMatchObject([{ name: 'Newer', locked: true }]);
		await admin.make('PATCH', `/api/v1/user/${user._id}`, { json: { locked: false } });
		const key = await admin.make('POST', `/api/v1/user/${user._id}/key/renew`);
		expect(key).toMatch(/^\S{32}$/);
		expect(await admin.make('GET', `/api/v1/user/${user._id}/key`)).toBe(key);
		await admin.make('DELETE', `/api/v1/user/${user._id}/key`);
		await expect(new Hive(sandbox.url, `Bearer ${String(key)}`).make('GET', '/api/v1/user/current')).rejects.toThrow('AuthenticationError');
		await admin.make('DELETE', `/api/v1/user/${user._id}/force`, { params: { organisation: 'main-org' } });
		await expect(admin.make('GET', `/api/v1/user/${user._id}`)).rejects.toThrow('NotFoundError');
		const organisation = await admin.one('POST', '/api/v1/organisation', { json: { name: 'third', description: 'd' } });
		await admin.make('PATCH', `/api/v1/organisation/${organisation._id}`, { json: { description: 'new', taskRule: 'autoShare' } });
		expect(await admin.make('GET', '/api/v1/organisation/third')).toMatchObject({ description: 'new', taskRule: 'autoShare', locked: false });
		const links = [{ toOrganisation: 'main-org', linkType: 'default', otherLinkType: 'default' }];
		await admin.make('PUT', '/api/v1/organisation/third/links', { json: { links } });
		expect(await admin.list('GET', '/api/v1/organisation/third/links')).toHaveLength(1);
		await admin.make('DELETE', '/api/v1/organisation/third/link/main-org');
		expect(await admin.list('GET', '/api/v1/sharingProfile')).not.toHaveLength(0);
		expect(await admin.find('organisations', [{ _name: 'listOrganisation' }], { _eq: field('name', 'third') })).toHaveLength(1);
		const profile = await admin.one('POST', '/api/v1/profile', { json: { name: 'triage', permissions: ['manageAlert/update'] } });
		await admin.make('PATCH', `/api/v1/profile/${profile._id}`, { json: { permissions: ['manageAlert/update', 'manageComment'] } });
		expect(await admin.make('GET', `/api/v1/profile/${profile._id}`)).toMatchObject({ permissions: ['manageAlert/update', 'manageComment'] });
		await admin.make('DELETE', `/api/v1/profile/${profile._id}`);
	});

	it('files of alerts, cases and the organisation, up and down', async () => {
		const parents = [`/api/v1/alert/${(await newAlert())._id}`, `/api/v1/case/${(await newCase())._id}`];
		for (const parent of parents) {
			const { attachments } = await hive.one('POST', `${parent}/attachments`, { files: [['attachments', 'a.txt', 'A'], ['attachments', 'b.txt', 'B']] });
			const [first] = isList(attachments) ? attachments.filter(isObject) : [];
			expect(first).toMatchObject({ name: 'a.txt', contentType: expect.any(String), size: 1 });
			expect(text(await hive.bytes(`${parent}/attachment/${idOf(first)}/download`))).toBe('A');
			await hive.make('DELETE', `${parent}/attachment/${idOf(first)}`);
			const [, kind = '', id = ''] = /(alert|case)\/(.*)$/.exec(parent) ?? [];
			expect(await hive.find('attachments', [{ _name: kind === 'alert' ? 'getAlert' : 'getCase', idOrName: id }, { _name: 'attachments' }])).toMatchObject([{ name: 'b.txt' }]);
		}
		const { attachments } = await hive.one('POST', '/api/v1/attachment', { files: [['attachments', 'kb.txt', 'K']] });
		const [stored] = isList(attachments) ? attachments.filter(isObject) : [];
		expect(text(await hive.bytes(`/api/v1/attachment/${idOf(stored)}/download`))).toBe('K');
		expect(text(await hive.bytes(`/api/datastore/${String(stored?.['id'])}`, { name: 'kb.txt' }))).toBe('K');
		await hive.make('DELETE', `/api/v1/attachment/${idOf(stored)}`);
	});

	it('case archives out and in', async () => {
		const kase = await newCase({ title: 'Archived' });
		await hive.list('POST', `/api/v1/case/${kase._id}/observable`, { json: { dataType: 'ip', data: '192.0.2.77' } });
		const archive = await hive.bytes(`/api/v1/case/${kase._id}/export`, { password: 'secret' });
		const imported = await hive.one('POST', '/api/v1/case/import', { files: [['file', 'case.thar', archive]], _json: { password: 'secret' } });
		expect(imported).toMatchObject({ case: { title: 'Archived' }, observables: [{ data: '192.0.2.77' }] });
		await expect(hive.make('POST', '/api/v1/case/import', { files: [['file', 'x.thar', 'no archive']], _json: { password: 'secret' } })).rejects.toThrow('BadRequest');
	});

	it('Cortex below /api, without /v1', async () => {
		const kase = await newCase();
		const [observable] = await hive.list('POST', `/api/v1/case/${kase._id}/observable`, { json: { dataType: 'ip', data: '192.0.2.8' } });
		expect(await hive.list('GET', '/api/connector/cortex/analyzer', { params: { range: 'all' } })).toEqual([]);
		await expect(hive.make('POST', '/api/connector/cortex/job', { json: { analyzerId: 'none', cortexId: 'none', artifactId: idOf(observable) } })).rejects.toThrow('NotFoundError');
		expect(await hive.list('GET', `/api/connector/cortex/responder/case/${kase._id}`)).toEqual([]);
	});
});
