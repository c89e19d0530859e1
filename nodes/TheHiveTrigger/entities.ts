import type { IDataObject } from 'n8n-workflow';
import { gte, or, where } from '../shared/filter/conditions';
import type { SearchableEntity } from '../shared/filter/fieldTypes';

/** The stamps by which changes are found: TheHive sets the first once and the second with every change. */
export type StampField = '_createdAt' | '_updatedAt';

export const STAMP_FIELDS: readonly StampField[] = ['_createdAt', '_updatedAt'];

/** A kind of record the trigger watches. */
export interface Entity {
	/** Its name in words. */
	label: string;
	/** What the audits of its records have as `objectType`. */
	objectTypes: readonly string[];
	/**
	 * First operations of the queries that find its records.
	 * @param since epoch ms: records whose stamps are older are not wanted, so that a query over parents can be narrow
	 */
	lists: (since: number) => IDataObject[][];
	/** Fields whose values make a record's state. What the server computes or touches by itself is left out. */
	tracked: readonly string[];
	/** Where a single record is read, if TheHive offers that. */
	path?: (id: string) => string;
	/** Computed data that names the parent. */
	extraData?: readonly string[];
	/** Field that names the record for people. */
	nameField: string;
	/** Under which name the filter builder knows its fields. */
	filterable?: SearchableEntity;
}

const list = (name: string) => () => [[{ _name: name }]];

/** Records that only their parents lead to: those of the cases and alerts that were touched since. */
const ofParents = (chained: string) => (since: number) =>
	['listCase', 'listAlert'].map((parents) => [
		{ _name: parents },
		...where(or(gte('_updatedAt', since), gte('_createdAt', since))),
		{ _name: chained },
	]);

/** All kinds of record, by the name that event values and event ids begin with. These names are stable. */
export const ENTITIES = {
	alert: {
		label: 'Alert',
		objectTypes: ['Alert'],
		lists: list('listAlert'),
		tracked: ['type', 'source', 'sourceRef', 'externalLink', 'title', 'description', 'severity', 'date', 'tags', 'tlp', 'pap', 'customFields', 'summary', 'status', 'stage', 'assignee', 'follow', 'caseId'],
		path: (id) => `/alert/${id}`,
		nameField: 'title',
		filterable: 'alert',
	},
	case: {
		label: 'Case',
		objectTypes: ['Case'],
		lists: list('listCase'),
		tracked: ['title', 'description', 'severity', 'startDate', 'endDate', 'tags', 'flag', 'tlp', 'pap', 'customFields', 'summary', 'impactStatus', 'status', 'stage', 'assignee'],
		path: (id) => `/case/${id}`,
		nameField: 'title',
		filterable: 'case',
	},
	task: {
		label: 'Task',
		objectTypes: ['Task'],
		lists: list('listTask'),
		tracked: ['title', 'group', 'description', 'status', 'flag', 'mandatory', 'startDate', 'endDate', 'dueDate', 'order', 'assignee'],
		path: (id) => `/task/${id}`,
		extraData: ['case'],
		nameField: 'title',
		filterable: 'task',
	},
	taskLog: {
		label: 'Task Log',
		objectTypes: ['Log'],
		lists: list('listLog'),
		tracked: ['message', 'date', 'includeInTimeline'],
		extraData: ['task', 'case'],
		nameField: 'message',
		filterable: 'log',
	},
	observable: {
		label: 'Observable',
		objectTypes: ['Observable'],
		lists: list('listObservable'),
		tracked: ['dataType', 'data', 'message', 'tags', 'tlp', 'pap', 'ioc', 'sighted', 'sightedAt', 'ignoreSimilarity', 'startDate'],
		path: (id) => `/observable/${id}`,
		extraData: ['links'],
		nameField: 'data',
		filterable: 'observable',
	},
	comment: {
		label: 'Comment',
		objectTypes: ['Comment'],
		lists: list('listComment'),
		tracked: ['message'],
		extraData: ['links'],
		nameField: 'message',
		filterable: 'comment',
	},
	page: {
		label: 'Page',
		objectTypes: ['Page'],
		lists: list('listPage'),
		tracked: ['title', 'content', 'category', 'order'],
		nameField: 'title',
		filterable: 'page',
	},
	procedure: {
		label: 'Procedure',
		objectTypes: ['Procedure'],
		lists: list('listProcedure'),
		tracked: ['patternId', 'tactic', 'description', 'occurDate'],
		nameField: 'patternId',
		filterable: 'procedure',
	},
	attachment: {
		label: 'Attachment',
		objectTypes: ['Attachment'],
		lists: ofParents('attachments'),
		tracked: ['name', 'size', 'contentType', 'external'],
		nameField: 'name',
	},
	share: {
		label: 'Share',
		objectTypes: ['Share'],
		lists: list('listShare'),
		tracked: ['profileName', 'organisationName', 'taskRule', 'observableRule'],
		nameField: 'organisationName',
	},
	customEvent: {
		label: 'Custom Event',
		objectTypes: ['CustomEvent'],
		lists: list('listCustomEvent'),
		tracked: ['title', 'description', 'date', 'endDate'],
		nameField: 'title',
	},
	job: {
		label: 'Cortex Job',
		objectTypes: ['case_artifact_job', 'Job'],
		lists: list('listJob'),
		tracked: ['status', 'startDate', 'endDate'],
		nameField: 'analyzerName',
	},
} as const satisfies Record<string, Entity>;

export type EntityName = keyof typeof ENTITIES;

/** The kind of record, seen as the interface rather than as its own literal type. */
export function entityOf(name: EntityName): Entity {
	return ENTITIES[name];
}

export function isEntityName(name: string): name is EntityName {
	return Object.hasOwn(ENTITIES, name);
}

export const ENTITY_NAMES = Object.keys(ENTITIES).filter(isEntityName);

const byObjectType = new Map<string, EntityName>(
	ENTITY_NAMES.flatMap((name) => entityOf(name).objectTypes.map((type): [string, EntityName] => [type.toLowerCase(), name])),
);

/** The kind of record an audit's `objectType` or a record's `_type` stands for, if the trigger knows it. */
export function entityOfType(type: unknown): EntityName | undefined {
	return typeof type === 'string' ? byObjectType.get(type.toLowerCase()) : undefined;
}
