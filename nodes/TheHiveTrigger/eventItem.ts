import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../shared/values';
import { entityOf } from './entities';
import { SPECIAL_CHANGES } from './eventKinds';
import type { Event } from './events';
import { withOwnTitle } from './importTitle';

/** The record an event's record hangs on. */
export interface Parent {
	kind: 'case' | 'alert';
	id: string;
	/** What is known of it, if anything. */
	record?: IDataObject;
}

const LONGEST_NAME = 80;

function parentFrom(kind: 'case' | 'alert', value: unknown): Parent | undefined {
	if (typeof value === 'string' && value !== '') return { kind, id: value };
	return isObject(value) && typeof value._id === 'string' ? { kind, id: value._id, record: withOwnTitle(value) } : undefined;
}

/** The case or alert an event's record belongs to: embedded in the record, in its computed data, or told by the audit. */
export function parentOf({ record, observation }: Event): Parent | undefined {
	const extra = isObject(record?.extraData) ? record.extraData : {};
	const links = isObject(extra.links) ? extra.links : {};
	const { context } = observation;
	return (
		parentFrom('case', record?.case) ??
		parentFrom('alert', record?.alert) ??
		parentFrom('case', extra.case) ??
		parentFrom('case', links.case) ??
		parentFrom('alert', links.alert) ??
		(context?._type === 'Case' || context?._type === 'Alert' ? parentFrom(context._type === 'Case' ? 'case' : 'alert', context) : undefined) ??
		parentFrom('case', record?.caseId)
	);
}

/** A record's name for people: title, number, data. */
function nameOf({ entity, record, observation }: Event): string | undefined {
	const source = record ?? observation.audit?.details ?? {};
	const value = source[entityOf(entity).nameField];
	const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
	const short = text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
	const number = typeof source.number === 'number' ? `#${source.number}` : '';
	return [number, short].filter((part) => part !== '').join(' ') || undefined;
}

function phraseOf({ entity, kinds, changes }: Event): string {
	const verb = kinds[0]?.slice(entity.length + 1);
	const special = (SPECIAL_CHANGES[entity] ?? []).find((candidate) => candidate.verb === verb);
	if (special) return special.phrase;
	if (verb === 'merged') return 'was made by merging cases';
	if (verb !== 'updated') return `was ${verb}`;
	return changes && changes.length > 0 ? `was updated (${changes.map(({ field }) => field).join(', ')})` : 'was updated';
}

/** What happened, in a sentence: `Alert "Brute force" was closed by ana@soc.example`. */
export function sentenceOf(event: Event): string {
	const name = nameOf(event);
	return `${entityOf(event.entity).label} ${name === undefined ? event.id : `"${name}"`} ${phraseOf(event)}${event.by === '' ? '' : ` by ${event.by}`}`;
}

function parentJson({ kind, id, record }: Parent): IDataObject {
	const facts: IDataObject = { kind, id };
	for (const field of ['number', 'title', 'severity', 'status', 'stage', 'assignee']) {
		if (record?.[field] !== undefined) facts[field] = record[field];
	}
	return facts;
}

/** What is read from TheHive for an event on demand. Nothing where it is gone. */
export interface Included {
	record?: IDataObject;
	parent?: IDataObject;
}

/** What an audit embeds in a record beside its own fields: the parent, and custom fields a second time. */
const EMBEDDED = new Set(['case', 'alert', 'customFieldValues']);

/** A record as Get gives it, whichever source it comes from. */
function asGetGives(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([field]) => !EMBEDDED.has(field)));
}

/**
 * The item an event starts the workflow with.
 * @param included the whole record and its parent, where the options ask for them
 */
export function itemOf(event: Event, included: Included = {}): INodeExecutionData {
	const { eventId, kinds, entity, id, at, by, changes, record, observation } = event;
	const parent = parentOf(event);
	const name = nameOf(event);
	return {
		json: {
			eventId,
			event: kinds[0] ?? '',
			events: kinds,
			what: sentenceOf(event),
			object: { kind: entity, id, ...(name === undefined ? {} : { name }) },
			by,
			at: new Date(at).toISOString(),
			changes: changes ?? null,
			parent: parent ? { ...parentJson(parent), ...(included.parent ? { entity: included.parent } : {}) } : null,
			entity: included.record ?? (record ? asGetGives(record) : null),
			// what only an audit tells: for a deletion all there is
			...(observation.audit && observation.action !== 'create' ? { details: observation.audit.details } : {}),
			foundBy: observation.source,
		},
	};
}
