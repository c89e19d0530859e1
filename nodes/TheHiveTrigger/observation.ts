import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/values';
import type { EntityName } from './entities';
import { entityOfType } from './entities';
import { withOwnTitle } from './importTitle';

/** What one source says about one record at one time. */
export interface Observation {
	source: 'stream' | 'query';
	entity: EntityName;
	id: string;
	/** `found`: a row of a query, which does not tell what happened to it. */
	action: 'create' | 'update' | 'delete' | 'merge' | 'found';
	/** The record: as the query gives it, or as the audit carries it. Absent when it is gone. */
	record?: IDataObject;
	createdAt?: number;
	createdBy?: string;
	updatedAt?: number;
	updatedBy?: string;
	audit?: AuditFacts;
	/** The record's parent, where only audits tell of it. */
	context?: IDataObject | undefined;
	/** Updates of the record that TheHive's audits tell of, where they were asked for; empty: it has audits, but no update. */
	history?: AuditFacts[] | undefined;
}

/** What only an audit tells. */
export interface AuditFacts {
	/** Epoch ms of the server's clock. */
	at: number;
	by: string;
	requestId: string;
	rootId: string;
	/** The changed keys with their new values. */
	details: IDataObject;
	/** The record's parent. */
	context?: IDataObject;
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function millis(value: unknown): number | undefined {
	return typeof value === 'number' && value > 0 ? value : undefined;
}

/** Comments name their stamps without the underscore. */
function stampsOf(record: IDataObject) {
	return {
		createdAt: millis(record._createdAt ?? record.createdAt),
		createdBy: text(record._createdBy ?? record.createdBy),
		updatedAt: millis(record._updatedAt ?? record.updatedAt),
		updatedBy: text(record._updatedBy ?? record.updatedBy),
	};
}

/** A row of a query. @returns nothing for a row without an id */
export function observationOfRow(entity: EntityName, row: IDataObject): Observation | undefined {
	const id = text(row._id);
	const record = withOwnTitle(row);
	return id === undefined ? undefined : { source: 'query', entity, id, action: 'found', record, ...stampsOf(record) };
}

const ACTIONS = new Set<unknown>(['create', 'update', 'delete', 'merge']);

function isAction(value: unknown): value is 'create' | 'update' | 'delete' | 'merge' {
	return ACTIONS.has(value);
}

/** What an audit tells beside the record. */
export function auditFacts(base: IDataObject): AuditFacts {
	return {
		at: millis(base._createdAt) ?? 0,
		by: text(base._createdBy) ?? '',
		requestId: text(base.requestId) ?? '',
		rootId: text(base.rootId) ?? '',
		details: isObject(base.details) ? base.details : {},
		...(isObject(base.context) ? { context: base.context } : {}),
	};
}

/** What an element of the event stream says. */
export interface StreamNews {
	/** The audit's own record, and its parent where that may be new: a created alert's last audit can be its observable's. */
	observations: Observation[];
	/** What the element only counts, or names without the record: has to be looked for. */
	lookFor: Array<{ entity: EntityName; action: 'create' | 'update' }>;
	/** Epoch ms of the server's clock. */
	at: number;
}

/** The parent as an audit carries it: read at that moment, so its own stamps tell its state. */
function observationOfContext(context: IDataObject | undefined): Observation[] {
	const entity = entityOfType(context?._type);
	if (!context || (entity !== 'alert' && entity !== 'case')) return [];
	const observation = observationOfRow(entity, context);
	return observation ? [{ ...observation, source: 'stream' }] : [];
}

/**
 * The end of a share, which TheHive tells as a change of the case: with whom, but not which share it was. A case can be
 * shared and unshared again and again, so the id says when as well.
 */
function observationOfUnsharing(entity: EntityName, id: string, audit: AuditFacts): Observation[] {
	const { unshare } = audit.details;
	const organisation = entity === 'case' && isObject(unshare) ? text(unshare.organisation) : undefined;
	if (organisation === undefined) return [];
	const facts: AuditFacts = { ...audit, details: { organisationName: organisation }, context: { _type: 'Case', _id: id, ...audit.context } };
	return [{ source: 'stream', entity: 'share', id: `${id}/${organisation}@${audit.at}`, action: 'delete', audit: facts, context: facts.context }];
}

/**
 * Reads an element of `GET /stream/{id}`: `{ base, summary }`, where the base is the last audit of a request and the
 * summary counts its other audits by type and action.
 */
export function newsOf(element: IDataObject): StreamNews {
	const base = isObject(element.base) ? element.base : {};
	const audit = auditFacts(base);
	const observations = observationOfContext(audit.context);
	const lookFor: StreamNews['lookFor'] = [];
	const entity = entityOfType(base.objectType);
	const record = isObject(base.object) ? base.object : undefined;
	// a comment's object has no id of its own
	const id = text(base.objectId) ?? text(record?._id);
	if (entity && id !== undefined && isAction(base.action)) {
		const complete = record && withOwnTitle(record._id === undefined ? { _id: id, ...record } : record);
		const stamps = stampsOf(complete ?? {});
		// a new comment's object has no stamps either
		stamps.createdAt ??= base.action === 'create' ? millis(audit.at) : undefined;
		observations.push({ source: 'stream', entity, id, action: base.action, ...(complete ? { record: complete } : {}), ...stamps, audit, context: audit.context });
		// what a case is shared with is told as a change of the case
		if (entity === 'case' && audit.details.share !== undefined) lookFor.push({ entity: 'share', action: 'create' });
		observations.push(...observationOfUnsharing(entity, id, audit));
		if (!complete && base.action !== 'delete') lookFor.push({ entity, action: base.action === 'update' ? 'update' : 'create' });
	}
	const summary = isObject(element.summary) ? element.summary : {};
	for (const [type, counts] of Object.entries(summary)) {
		const counted = entityOfType(type);
		if (!counted || !isObject(counts)) continue;
		// the one creation of the parent is told by the parent itself
		const told = observations.filter(({ entity: known, action }) => known === counted && action === 'found').length;
		if (Number(counts.create ?? 0) > told) lookFor.push({ entity: counted, action: 'create' });
		if (Number(counts.update ?? 0) > 0) lookFor.push({ entity: counted, action: 'update' });
	}
	return { observations, lookFor, at: audit.at };
}

/**
 * The updates among audits, by the id of the record they are about.
 * @returns an empty list for a record that has audits but no update; a record without any audit is missing
 */
export function updatesByRecord(audits: readonly IDataObject[]): Map<string, AuditFacts[]> {
	const found = new Map<string, AuditFacts[]>();
	for (const audit of audits) {
		const updates = found.get(String(audit.objectId)) ?? [];
		if (audit.action === 'update') updates.push(auditFacts(audit));
		found.set(String(audit.objectId), updates);
	}
	return found;
}
