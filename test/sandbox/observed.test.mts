import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startService } from '../playbooks/service.mts';
import { Client } from './client.mts';
import { isList, isObject, parseJson } from './json.mts';
import type { Json, JsonObject } from './json.mts';
import { SEED_API_KEY } from './seed.mts';
import { useSandbox } from './testbed.mts';

/**
 * What others captured from live servers, in shape: the sandbox's answers and webhooks have the same members of the same
 * types. The captures lie beside the project, so they may be absent.
 */

const FOLDER = new URL('../../../shared/contract/observed/', import.meta.url);
const areHere = existsSync(fileURLToPath(FOLDER));

function captured(file: string): JsonObject {
	const json = areHere ? parseJson(readFileSync(new URL(file, FOLDER), 'utf8')) : {};
	if (!isObject(json)) throw new Error(`${file} holds no object`);
	return json;
}

/** Objects whose members are named by data. */
const MAPS = new Set(['observableTypes', 'reports', 'customFieldValues']);

/** A value's type, per path; the first of a list stands for all. */
function shapeOf(value: Json | undefined, path = ''): Map<string, string> {
	if (isList(value)) return new Map([[path, 'list'], ...(value.length === 0 ? [] : shapeOf(value[0], `${path}[]`))]);
	if (!isObject(value)) return new Map([[path, value === null ? 'null' : typeof value]]);
	const name = path.split('.').at(-1) ?? '';
	const members = Object.entries(value).flatMap(([key, member]) => [...shapeOf(member, `${path}.${MAPS.has(name) ? '*' : key}`)]);
	return new Map([[path, 'object'], ...members]);
}

/** Members of `wanted` that `found` has not, or with another type. */
function lacking(wanted: Json | undefined, found: Json | undefined): string[] {
	const shape = shapeOf(found);
	return [...shapeOf(wanted)].filter(([path, type]) => shape.get(path) !== type).map(([path, type]) => `${path}: ${type}, not ${shape.get(path)}`);
}

const isTuple = (json: Json): json is JsonObject => isObject(json) && typeof json['path'] === 'string';

describe.runIf(areHere)('what live servers answered', () => {
	const bed = useSandbox({ seed: 'soc', cortexJobMs: 20 });
	const live = captured('live-5.7.5.json')['tuples'];
	const tuples = isList(live) ? live.filter(isTuple) : [];
	const ids = { alert: '', fresh: '', closed: '' };

	beforeAll(async () => {
		const analyst = Client.withKey(bed.sandbox.url, SEED_API_KEY);
		const observables = [
			{ dataType: 'url', data: 'https://observed.example/x', ioc: true },
			{ dataType: 'domain', data: 'observed.example', ioc: true },
			{ dataType: 'hash', data: ['0'.repeat(32), '0'.repeat(64)] },
		];
		const alert = { type: 'sigma', source: 'siem', sourceRef: 'observed', title: 'Suspicious download', description: 'text', severity: 3, date: 1_784_710_559_000, tags: ['10.0.0.1', 'engine:sigma'] };
		ids.alert = (await analyst.post('/alert', { ...alert, observables })).id;
		ids.closed = (await analyst.post(`/alert/${ids.alert}/case`, {})).id;
		await analyst.patch(`/case/${ids.closed}`, { status: 'TruePositive', impactStatus: 'WithImpact', summary: 's' });
		ids.fresh = (await analyst.post('/case', { title: 'test', description: 'd' })).id;
		const [url] = (await analyst.query({ _name: 'getAlert', idOrName: ids.alert }, { _name: 'observables' }, { _name: 'filter', _eq: { _field: 'dataType', _value: 'url' } })).rows;
		const [analyzer] = (await analyst.get('/connector/cortex/analyzer/type/url')).rows.filter(({ name }) => name === 'VirusTotal_GetReport_3_1');
		await analyst.post('/connector/cortex/job', { analyzerId: analyzer?.['id'], cortexId: 'cortex', artifactId: url?.['_id'] });
		await vi.waitFor(async () => {
			const { reports } = (await analyst.get(`/observable/${String(url?.['_id'])}`)).object;
			expect(reports).not.toEqual({});
		});
	});

	/** The request of a capture, with ids of here. */
	async function answerTo({ method, path, requestBody }: JsonObject): Promise<Json | undefined> {
		const analyst = Client.withKey(bed.sandbox.url, SEED_API_KEY);
		const body = requestBody === undefined ? undefined : parseJson(JSON.stringify(requestBody).replaceAll('~4661456', ids.alert));
		return (await analyst.send(String(method), String(path), body)).body;
	}

	/** Where the answer holds more than the capture, the rows that stand for those of the capture, in its order. */
	function pick(answer: Json | undefined, tuple: JsonObject): Json | undefined {
		const isCaseList = JSON.stringify(tuple['requestBody']) === '{"query":[{"_name":"listCase"}]}';
		const rows = isList(answer) ? answer.filter(isObject) : [];
		if (isCaseList) return [ids.fresh, ids.closed].flatMap((id) => rows.filter(({ _id }) => _id === id));
		const url = rows.find(({ dataType }) => dataType === 'url');
		return url === undefined ? answer : [url];
	}

	it.each(tuples.map((tuple) => [`${String(tuple['path'])} ${JSON.stringify(tuple['requestBody'] ?? '')}`, tuple] as const))('%s', async (_name, tuple) => {
		const wanted = tuple['responseBody'];
		const found = pick(await answerTo(tuple), tuple);
		if (isObject(wanted) && isList(wanted['attributes']) && isObject(found) && isList(found['attributes'])) {
			const named = (attributes: readonly Json[]) => new Map(attributes.filter(isObject).filter(({ name }) => !String(name).startsWith('customFields.')).map((attribute) => [attribute['name'], attribute]));
			expect(named(found['attributes'])).toEqual(named(wanted['attributes']));
			return;
		}
		for (const [index, row] of (isList(wanted) ? wanted : []).entries()) {
			const mine = isList(found) ? found[index] : undefined;
			expect(lacking(row, mine)).toEqual([]);
			expect(lacking(mine, row)).toEqual([]);
			if (!isObject(row) || !isObject(mine) || !isList(row['userPermissions']) || !isList(mine['userPermissions'])) continue;
			expect(mine['userPermissions'].toSorted()).toEqual(row['userPermissions'].toSorted());
		}
	});

	it('are all compared', () => expect(tuples).toHaveLength(isList(live) ? live.length : -1));
});

describe.runIf(areHere)('what live servers sent to webhooks', async () => {
	const service = await startService();
	const bed = useSandbox();
	const { events } = captured('webhook-v1-5.1.json');

	/** The webhooks of one request of the analyst, in the order of the capture. */
	async function sent(act: () => Promise<{ status: number }>, count: number): Promise<Json[]> {
		service.received.length = 0;
		expect((await act()).status).toBeLessThan(300);
		await expect.poll(() => service.received.length).toBe(count);
		return service.received.map(({ body }) => parseJson(JSON.stringify(body)));
	}

	const alert = { type: 'API', source: 'API', title: 'TestAlert1', description: 'Hello world', severity: 1, tlp: 1, pap: 1 };
	let references = 0;
	const newAlert = (more: JsonObject = {}) => bed.soc.analyst.post('/alert', { ...alert, sourceRef: `API_${++references}`, ...more });
	const newCase = () => bed.soc.analyst.post('/case', { title: 'Test 3', description: 'd' });

	/** Does what was done before each capture. @returns the request that it tells of */
	const deeds: Record<string, () => Promise<() => Promise<{ status: number }>>> = {
		'alert created with one observable (2 POSTs, same requestId)': async () => () => newAlert({ observables: [{ dataType: 'domain', data: 'observed.example', message: 'm', tags: ['t'] }] }),
		'case created (2 POSTs, same requestId)': async () => newCase,
		'alert status changed': async () => {
			const { id } = await newAlert({ observables: [{ dataType: 'domain', data: 'observed.example' }] });
			return () => bed.soc.analyst.patch(`/alert/${id}`, { status: 'InProgress', summary: '' });
		},
		'tags replaced (full new list)': async () => {
			const { id } = await newCase();
			return () => bed.soc.analyst.patch(`/case/${id}`, { tags: ['first-tag', 'second-tag'] });
		},
		'case closed': async () => {
			const { id } = await newCase();
			return () => bed.soc.analyst.patch(`/case/${id}`, { status: 'Other', summary: 'Closed as Other' });
		},
		'comment added': async () => {
			const { id } = await newCase();
			return () => bed.soc.analyst.post(`/case/${id}/comment`, { message: 'Test' });
		},
		'attachment added': async () => {
			const { id } = await newCase();
			const form = new FormData();
			form.append('attachments', new Blob(['zip'], { type: 'application/zip' }), 't.zip');
			return () => bed.soc.analyst.post(`/case/${id}/attachments`, form);
		},
		'alert deleted (no object; root and context are the organisation)': async () => {
			const { id } = await newAlert();
			return () => bed.soc.analyst.delete(`/alert/${id}`);
		},
		'case deleted': async () => {
			const { id } = await newCase();
			return () => bed.soc.analyst.delete(`/case/${id}`);
		},
		'observable deleted (context is the share)': async () => {
			const { id } = await newCase();
			const [observable] = (await bed.soc.analyst.post(`/case/${id}/observable`, { dataType: 'domain', data: 'observed.example' })).rows;
			return () => bed.soc.analyst.delete(`/observable/${String(observable?.['_id'])}`);
		},
	};

	it.each(Object.entries(isObject(events) ? events : {}))('%s', async (name, wanted) => {
		const posts = isList(wanted) ? wanted.filter(isObject) : [];
		const prepare = deeds[name];
		if (prepare === undefined) throw new Error('nobody knows how it came about');
		bed.sandbox.webhooks.length = 0;
		const act = await prepare();
		bed.sandbox.webhooks.push({ url: service.url, organisation: 'main' });
		const bodies = await sent(act, posts.length);
		const found = bodies.filter(isObject);
		for (const post of posts) {
			const same = found.find(({ objectType, action }) => objectType === post['objectType'] && action === post['action']);
			expect(lacking(post, same)).toEqual([]);
			expect('object' in (same ?? {})).toBe('object' in post);
			const rootOf = (audit: JsonObject | undefined) => (isObject(audit?.['context']) ? audit['rootId'] === audit['context']['_id'] : undefined);
			expect(rootOf(same)).toBe(rootOf(post));
		}
		expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(1);
	});

	it('loses what is refused, and sends twice on demand', async () => {
		const { analyst } = bed.soc;
		bed.sandbox.webhooks.splice(0, bed.sandbox.webhooks.length, { url: 'http://127.0.0.1:1/nobody' }, { url: service.url, headers: { authorization: 'Bearer me' } });
		const [created] = await sent(newCase, 2);
		const id = isObject(created) ? String(created['objectId']) : '';
		bed.sandbox.faults.webhookCopies = 2;
		const twice = await sent(() => analyst.patch(`/case/${id}`, { flag: true }), 2);
		expect(twice[0]).toEqual(twice[1]);
		expect(service.received[0]?.headers).toMatchObject({ authorization: 'Bearer me' });
		bed.sandbox.faults.reset();
	});

	it('tells an organisation what is done in its cases and in those it has a share of, and no more', async () => {
		const { analyst, other } = bed.soc;
		const { id } = await newCase();
		bed.sandbox.webhooks.splice(0, bed.sandbox.webhooks.length, { url: service.url, organisation: 'other' });
		await analyst.patch(`/case/${id}`, { flag: true });
		await sent(() => other.post('/case', { title: 'o', description: 'd' }), 2);
		await sent(() => analyst.post(`/case/${id}/shares`, { shares: [{ organisation: 'other' }] }), 1);
		const [told] = await sent(() => analyst.patch(`/case/${id}`, { flag: false }), 1);
		expect(told).toMatchObject({ objectId: id, organisation: { organisation: 'main' } });
	});
});
