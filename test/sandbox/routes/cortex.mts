import { locate } from '../behaviour/access.mts';
import {
	entityType,
	findWorker,
	respondersFor,
	runAction,
	runJob,
	startAction,
	startJob,
	workers,
} from '../behaviour/cortex.mts';
import type { Worker } from '../behaviour/cortex.mts';
import { createError, notFound } from '../errors.mts';
import { created, get, noContent, ok, patch, plain, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { readArchive } from '../http/archive.mts';
import { anyText, int, listOf, nested, object, parseBody, required } from '../input/attributes.mts';
import type { Parsed } from '../input/attributes.mts';
import { isList } from '../json.mts';
import type { Action, AnyRow, Job } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

const job = {
	analyzerId: required(anyText),
	cortexId: required(anyText),
	artifactId: required(anyText),
	parameters: object,
};
const jobs = { jobs: listOf(nested(job)) };
const action = {
	responderId: required(anyText),
	cortexId: anyText,
	objectType: required(anyText),
	objectId: required(anyText),
	parameters: object,
	tlp: int,
};
const template = { analyzerId: required(anyText), content: required(anyText) };
const templateUpdate = { content: anyText };

function shown(worker: Worker) {
	return { ...worker };
}

/** The object of an action, visible to the caller. */
function objectOf(sight: Work | Call, type: string, id: string): AnyRow {
	return locate(sight, entityType(type).kind, id);
}

async function analyse(call: Call, inputs: readonly Parsed<typeof job>[]): Promise<Job[]> {
	const started = await call.write((work) =>
		inputs.map((input) =>
			startJob(work, locate(work, 'observable', input.artifactId, 'manageAnalyse'), input.analyzerId, input.cortexId),
		),
	);
	for (const one of started) runJob(call.instance, call.actor, one);
	return started;
}

async function respond(call: Call, inputs: readonly Parsed<typeof action>[]): Promise<Action[]> {
	const started = await call.write((work) =>
		inputs.map((input) => {
			const target = locate(work, entityType(input.objectType).kind, input.objectId, 'manageAction');
			return startAction(work, target, input);
		}),
	);
	for (const one of started) runAction(call.instance, call.actor, one);
	return started;
}

/** `range=0-10` or `all`. */
function ranged<T>(items: readonly T[], range: string | null): readonly T[] {
	const [, from, to] = /^(\d+)-(\d+)$/.exec(range ?? '') ?? [];
	return from === undefined || to === undefined ? items : items.slice(Number(from), Number(to));
}

function templateFor(call: Call, analyzerId: string) {
	const found = call.store.table('analyzerTemplate').firstBy('analyzer', analyzerId);
	if (found === undefined) throw notFound('AnalyzerTemplate', analyzerId);
	return found;
}

function makeTemplate(work: Work, input: Parsed<typeof template>) {
	if (work.store.table('analyzerTemplate').firstBy('analyzer', input.analyzerId) !== undefined) {
		throw createError(`AnalyzerTemplate ${input.analyzerId} already exist`);
	}
	return work.put('analyzerTemplate', { ...work.stamp('analyzerTemplate'), ...input });
}

const base = '/connector/cortex';

export const cortexRoutes: readonly Route[] = [
	get(`${base}/analyzer`, (call) =>
		ok(ranged(workers(call.store, 'analyzer'), call.query.get('range')).map(shown)),
	),
	get(`${base}/analyzer/:analyzerId`, (call) => ok(shown(findWorker(call.store, 'analyzer', call.param('analyzerId'))))),
	get(`${base}/analyzer/type/:dataType`, (call) =>
		ok(
			workers(call.store, 'analyzer')
				.filter(({ dataTypeList }) => dataTypeList.includes(call.param('dataType')))
				.map(shown),
		),
	),
	post(`${base}/job`, async (call) => {
		const [started] = await analyse(call, [parseBody(job, call.body)]);
		return created(started === undefined ? {} : call.show(started));
	}),
	post(`${base}/job/_bulk`, async (call) => {
		const started = await analyse(call, parseBody(jobs, call.body).jobs ?? []);
		return created(started.map((one) => call.show(one)));
	}),
	get(`${base}/job/:jobId`, (call) => ok(call.show(locate(call, 'job', call.param('jobId'))))),
	get(`${base}/responder/:entityType/:entityId`, (call) => {
		objectOf(call, call.param('entityType'), call.param('entityId'));
		return ok(respondersFor(call.store, call.param('entityType')).map(shown));
	}),
	get(
		`${base}/responders/:entityType`,
		(call) =>
			ok(respondersFor(call.store, call.param('entityType')).map(({ id, name, description }) => ({ id, name, description }))),
		{ permissions: ['manageAction'] },
	),
	post(`${base}/action`, async (call) => {
		const [started] = await respond(call, [parseBody(action, call.body)]);
		return ok(started === undefined ? {} : call.show(started));
	}),
	post(`${base}/actions`, async (call) => {
		const inputs = isList(call.body) ? call.body.map((one) => parseBody(action, one)) : [];
		return ok((await respond(call, inputs)).map((one) => call.show(one)));
	}),
	get(`${base}/action/:entityType/:entityId`, (call) => {
		const target = objectOf(call, call.param('entityType'), call.param('entityId'));
		return ok(call.store.table('action').by('object', target._id).map((one) => call.show(one)));
	}),
	get(`${base}/analyzer/template/content/:analyzerId`, (call) => plain(templateFor(call, call.param('analyzerId')).content)),
	post(
		`${base}/analyzer/template`,
		async (call) => {
			const input = parseBody(template, call.body);
			return created(call.show(await call.write((work) => makeTemplate(work, input))));
		},
		{ permissions: ['manageAnalyzerTemplate'] },
	),
	post(
		`${base}/analyzer/template/_import`,
		async (call) => {
			const [file] = call.filesOf('templates');
			const members = file === undefined ? [] : await readArchive(call.instance.files, file);
			const imported = await call.write((work) =>
				members.map(({ name, bytes }) => {
					const analyzerId = name.split('/').find((part) => part !== '') ?? name;
					const known = work.store.table('analyzerTemplate').firstBy('analyzer', analyzerId);
					if (known === undefined) makeTemplate(work, { analyzerId, content: Buffer.from(bytes).toString() });
					return [analyzerId, known === undefined] as const;
				}),
			);
			return ok(Object.fromEntries(imported));
		},
		{ body: 'multipart', permissions: ['manageAnalyzerTemplate'] },
	),
	patch(
		`${base}/analyzer/template/:templateId`,
		async (call) => {
			const { content } = parseBody(templateUpdate, call.body);
			const row = await call.write((work) => {
				const known = locate(work, 'analyzerTemplate', call.param('templateId'));
				return work.update('analyzerTemplate', known, { content: content ?? known.content });
			});
			return ok(call.show(row));
		},
		{ permissions: ['manageAnalyzerTemplate'] },
	),
	remove(
		`${base}/analyzer/template/:templateId`,
		async (call) => {
			await call.write((work) => work.remove('analyzerTemplate', locate(work, 'analyzerTemplate', call.param('templateId'))._id));
			return noContent;
		},
		{ body: 'none', permissions: ['manageAnalyzerTemplate'] },
	),
];
