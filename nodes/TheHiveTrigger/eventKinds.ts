import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { EntityName } from './entities';
import { entityOf, ENTITY_NAMES } from './entities';

/** A change that has a name of its own beside "updated". */
export interface SpecialChange {
	/** Last part of the event's value: `alert.closed`. Stable. */
	verb: string;
	/** Its name in the form behind the kind of record. */
	name: string;
	/** In a sentence: "Alert X was closed". */
	phrase: string;
	description: string;
	/** The field that changes with it. */
	field: string;
	/** Whether a record is in the state that the change leads to. */
	holds: (record: IDataObject) => boolean;
	/** Value of the field before; any when absent. */
	from?: unknown;
	/** Whether a record may have had that value, where nobody knows. */
	mayComeFrom?: (record: IDataObject) => boolean;
	/** Field with the time (epoch ms) of the change: tells that it happened even where the state before is not known. */
	stamp?: string;
}

const assigned: SpecialChange = {
	verb: 'assigned',
	name: 'Assigned',
	phrase: 'was assigned',
	description: 'It got another assignee',
	field: 'assignee',
	holds: ({ assignee }) => typeof assignee === 'string' && assignee !== '',
};

const closed: SpecialChange = {
	verb: 'closed',
	name: 'Closed',
	phrase: 'was closed',
	description: 'Its status became one of a closed stage',
	field: 'stage',
	holds: ({ stage }) => stage === 'Closed',
	stamp: 'closedDate',
};

/** Special changes by kind of record. */
export const SPECIAL_CHANGES: Partial<Record<EntityName, readonly SpecialChange[]>> = {
	alert: [
		assigned,
		closed,
		{
			verb: 'imported',
			name: 'Imported Into Case',
			phrase: 'was imported into a case',
			description: 'It was promoted to a case or merged into one',
			field: 'caseId',
			holds: ({ caseId }) => typeof caseId === 'string' && caseId !== '',
			stamp: 'importedDate',
		},
	],
	case: [
		assigned,
		closed,
		{
			verb: 'reopened',
			name: 'Reopened',
			phrase: 'was reopened',
			description: 'Its status left the closed stage',
			field: 'stage',
			from: 'Closed',
			// TheHive keeps the end of a case that is reopened
			mayComeFrom: ({ endDate }) => endDate !== undefined,
			holds: ({ stage }) => stage !== 'Closed',
		},
	],
	task: [
		assigned,
		{
			verb: 'completed',
			name: 'Completed',
			phrase: 'was completed',
			description: 'Its status became Completed',
			field: 'status',
			holds: ({ status }) => status === 'Completed',
			stamp: 'endDate',
		},
	],
	job: [
		{
			verb: 'finished',
			name: 'Finished',
			phrase: 'finished',
			description: 'It ended, with success or not',
			field: 'status',
			holds: ({ status }) => status === 'Success' || status === 'Failure',
			stamp: 'endDate',
		},
	],
};

/** An event kind's value, e.g. `alert.created`; stable. */
export type EventKind = `${EntityName}.${string}`;

export function kindOf(entity: EntityName, verb: string): EventKind {
	return `${entity}.${verb}`;
}

function optionsOf(entity: EntityName): INodePropertyOptions[] {
	const { label } = entityOf(entity);
	const thing = label.toLowerCase();
	const article = /^[aeio]/.test(thing) ? 'An' : 'A';
	const option = (verb: string, name: string, description: string) => ({ name: `${label} ${name}`, value: kindOf(entity, verb), description });
	const specials = (SPECIAL_CHANGES[entity] ?? []).map(({ verb, name, description }) => option(verb, name, description));
	return [
		option('created', 'Created', `${article} ${thing} was created`),
		option('updated', 'Updated', `A field of ${article.toLowerCase()} ${thing} was changed`),
		...specials,
		...(entity === 'case' ? [option('merged', 'Merged', 'Cases were merged into a new one. Best effort: only while the trigger is connected.')] : []),
		option('deleted', 'Deleted', `${article} ${thing} was deleted. Best effort: only while the trigger is connected.`),
	];
}

/** All kinds of event, as the form offers them. */
export const EVENT_OPTIONS: INodePropertyOptions[] = ENTITY_NAMES.flatMap(optionsOf).sort((a, b) => a.name.localeCompare(b.name));

/** The kinds of record that the chosen kinds of event are about, and which verbs of each. */
export function watchedVerbs(chosen: readonly string[]): Map<EntityName, Set<string>> {
	const watched = new Map<EntityName, Set<string>>();
	for (const entity of ENTITY_NAMES) {
		const prefix = `${entity}.`;
		const verbs = chosen.filter((kind) => kind.startsWith(prefix)).map((kind) => kind.slice(prefix.length));
		if (verbs.length > 0) watched.set(entity, new Set(verbs));
	}
	return watched;
}
