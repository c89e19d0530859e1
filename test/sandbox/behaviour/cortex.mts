import { badRequest, notFound } from '../errors.mts';
import type { Instance } from '../instance.mts';
import { isList, stringOf } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { Action, AnyRow, Job, Observable } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor, Work } from '../store/work.mts';
import { findAny } from './access.mts';
import { union } from './changes.mts';
import { record } from './record.mts';
import { INSTANCE, settingsOf } from './settings.mts';

/** An analyzer or responder of a Cortex server, as OutputWorker [D] shows it. */
export type Worker = {
	readonly id: string;
	readonly name: string;
	readonly version: string;
	readonly description: string;
	readonly dataTypeList: readonly string[];
	readonly cortexIds: readonly string[];
};

function texts(value: Json | undefined): string[] {
	return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

function workerOf(value: JsonObject): Worker {
	const read = (name: string) => stringOf(value[name]) ?? '';
	return {
		id: read('id'),
		name: read('name'),
		version: read('version'),
		description: read('description'),
		dataTypeList: texts(value['dataTypeList']),
		cortexIds: texts(value['cortexIds']),
	};
}

/** The workers the instance knows; none where no Cortex is connected. */
export function workers(store: Store, area: 'analyzer' | 'responder'): Worker[] {
	return settingsOf(store, INSTANCE, area).map(({ value }) => workerOf(value));
}

/** A worker by id or name. @throws NotFoundError (404) */
export function findWorker(store: Store, area: 'analyzer' | 'responder', idOrName: string): Worker {
	const found = workers(store, area).find(({ id, name }) => id === idOrName || name === idOrName);
	if (found === undefined) throw notFound(area === 'analyzer' ? 'Analyzer' : 'Responder', idOrName);
	return found;
}

/** Deterministic wonder: a small number out of a text. */
function fingerprint(text: string): number {
	let sum = 7;
	for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
	return sum;
}

const LEVELS = ['safe', 'info', 'suspicious', 'malicious'] as const;

/** The verdict of an analyzer: the same for the same data, whatever the run. */
function analyse(worker: Worker, observable: Observable): { report: JsonObject; taxonomy: JsonObject } {
	const data = observable.data ?? observable.key;
	const score = fingerprint(`${worker.name}${data}`);
	const level = observable.ioc ? 'malicious' : (LEVELS[score % LEVELS.length] ?? 'info');
	const [namespace = worker.name, predicate = 'GetReport'] = worker.name.split('_');
	const detections = level === 'safe' ? 0 : (score % 40) + 1;
	const taxonomy = { level, namespace, predicate, value: `${detections}/92` };
	return {
		taxonomy,
		report: {
			success: true,
			summary: { taxonomies: [taxonomy] },
			full: { data, positives: detections, total: 92, scan_id: score, verdict: level },
			artifacts: [],
			operations: [],
		},
	};
}

/** What data makes the stand-in's analyzers fail, so that playbooks can be tried on failures. */
export function isDoomed(observable: Observable): boolean {
	return observable.data?.toLowerCase().includes('fail') ?? false;
}

/** Starts an analysis. @throws NotFoundError (404), BadRequest (400) for a data type the analyzer does not take */
export function startJob(work: Work, observable: Observable, analyzerId: string, cortexId: string): Job {
	const worker = findWorker(work.store, 'analyzer', analyzerId);
	if (!worker.cortexIds.includes(cortexId)) throw notFound('Cortex', cortexId);
	if (!worker.dataTypeList.includes(observable.dataType)) {
		throw badRequest(`Analyzer ${worker.name} does not accept data of type ${observable.dataType}`);
	}
	const stamp = work.stamp('job');
	const job = work.put('job', {
		...stamp,
		observableId: observable._id,
		analyzerId: worker.id,
		analyzerName: worker.name,
		cortexId,
		cortexJobId: `AX${stamp._id.slice(1)}`,
		status: 'Waiting',
		startDate: work.now,
	});
	record(work, 'create', job);
	return job;
}

function beginJob(work: Work, id: string): void {
	const job = work.store.table('job').get(id);
	if (job !== undefined) work.update('job', job, { status: 'InProgress' });
}

function endJob(work: Work, id: string): void {
	const job = work.store.table('job').get(id);
	const observable = job && work.store.table('observable').get(job.observableId);
	if (job === undefined || observable === undefined) return;
	if (isDoomed(observable)) {
		const report = { success: false, errorMessage: 'Service unavailable', input: observable.data ?? null };
		record(work, 'update', work.update('job', job, { status: 'Failure', endDate: work.now, report }), { status: 'Failure' });
		return;
	}
	const { report, taxonomy } = analyse(findWorker(work.store, 'analyzer', job.analyzerId), observable);
	const reports = { ...observable.reports, [job.analyzerName]: { taxonomies: [taxonomy] } };
	// a report leaves no stamp of a change on its observable [L]
	record(work, 'update', work.put('observable', { ...observable, reports }), { reports });
	record(work, 'update', work.update('job', job, { status: 'Success', endDate: work.now, report }), { status: 'Success' });
}

/** Lets a job run: waiting, in progress after a fifth of the time, then its end. */
export function runJob(instance: Instance, actor: Actor, job: Job): void {
	instance.later(instance.cortexJobMs / 5, () => instance.write(actor, (work) => beginJob(work, job._id)));
	instance.later(instance.cortexJobMs, () => instance.write(actor, (work) => endJob(work, job._id)));
}

const objectNames: Readonly<Record<string, { readonly type: string; readonly kind: AnyRow['kind']; readonly worker: string }>> = {
	alert: { type: 'Alert', kind: 'alert', worker: 'thehive:alert' },
	case: { type: 'Case', kind: 'case', worker: 'thehive:case' },
	task: { type: 'Task', kind: 'task', worker: 'thehive:case_task' },
	case_task: { type: 'Task', kind: 'task', worker: 'thehive:case_task' },
	log: { type: 'Log', kind: 'log', worker: 'thehive:case_task_log' },
	case_task_log: { type: 'Log', kind: 'log', worker: 'thehive:case_task_log' },
	observable: { type: 'Observable', kind: 'observable', worker: 'thehive:case_artifact' },
	case_artifact: { type: 'Observable', kind: 'observable', worker: 'thehive:case_artifact' },
};

/** Kind of object behind an entity type, v1 or v0 name. @throws BadRequest (400) */
export function entityType(name: string) {
	const found = objectNames[name.toLowerCase()];
	if (found === undefined) throw badRequest(`Unknown entity type ${name}`);
	return found;
}

/** Responders for a type of object. */
export function respondersFor(store: Store, type: string): Worker[] {
	const { worker } = entityType(type);
	return workers(store, 'responder').filter(({ dataTypeList }) => dataTypeList.includes(worker));
}

/** Starts a responder. @throws NotFoundError (404), BadRequest (400) when it does not take such objects */
export function startAction(
	work: Work,
	object: AnyRow,
	input: { readonly objectType: string; readonly responderId: string; readonly cortexId?: string },
): Action {
	const worker = findWorker(work.store, 'responder', input.responderId);
	const type = entityType(input.objectType);
	if (!worker.dataTypeList.includes(type.worker)) {
		throw badRequest(`Responder ${worker.name} does not accept ${type.type}`);
	}
	const stamp = work.stamp('action');
	const action = work.put('action', {
		...stamp,
		objectType: type.type,
		objectId: object._id,
		responderId: worker.id,
		responderName: worker.name,
		cortexId: input.cortexId ?? worker.cortexIds[0] ?? '',
		cortexJobId: `AR${stamp._id.slice(1)}`,
		status: 'Waiting',
		startDate: work.now,
		report: {},
		operations: [],
	});
	record(work, 'create', action);
	return action;
}

/** The tag a responder leaves on the observable, case or alert it worked on. */
function leaveTag(work: Work, object: AnyRow, tag: string): void {
	if (object.kind === 'observable') work.update('observable', object, { tags: union(object.tags, [tag]) });
	else if (object.kind === 'case') work.update('case', object, { tags: union(object.tags, [tag]) });
	else if (object.kind === 'alert') work.update('alert', object, { tags: union(object.tags, [tag]) });
}

function endAction(work: Work, id: string): void {
	const action = work.store.table('action').get(id);
	const object = action && findAny(work.store, action.objectId);
	if (action === undefined || object === undefined) return;
	const tag = `responder:${action.responderName.toLowerCase()}`;
	const failed = object.kind === 'observable' && isDoomed(object);
	if (!failed) leaveTag(work, object, tag);
	const updated = work.update('action', action, {
		status: failed ? 'Failure' : 'Success',
		endDate: work.now,
		report: failed
			? { success: false, errorMessage: 'Service unavailable' }
			: { success: true, full: { message: `${action.responderName} done` }, operations: [] },
		operations: failed ? [] : [{ type: 'AddTagToCase', tag, status: 'Success', message: 'Success' }],
	});
	record(work, 'update', updated, { status: updated.status });
}

/** Lets an action run to its end. */
export function runAction(instance: Instance, actor: Actor, action: Action): void {
	instance.later(instance.cortexJobMs, () => instance.write(actor, (work) => endAction(work, action._id)));
}
