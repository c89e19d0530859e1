import { UnfitValue } from '../fieldError';
import { PAPS, SEVERITIES, TLPS } from '../fields/scales';
import type { Converter } from '../values';
import { asBoolean, asEpochMs, asNumber, asText, oneOf } from '../values';
import type { FilterValue } from './conditions';

/**
 * How TheHive compares a field. It knows `prose` by its words only, and finds nothing at all by what it does not index,
 * both without a word of warning (its `describe` documents: `fulltextOnly` and `none`).
 */
export type FieldType = 'text' | 'prose' | 'number' | 'boolean' | 'date' | 'severity' | 'tlp' | 'pap' | 'unindexed';

const converters: Record<FieldType, Converter> = {
	text: asText,
	prose: asText,
	number: asNumber,
	boolean: asBoolean,
	date: asEpochMs,
	severity: oneOf(SEVERITIES),
	tlp: oneOf(TLPS),
	pap: oneOf(PAPS),
	unindexed: asText,
};

/**
 * A filter value as TheHive compares it. Without a known type the value stays what it is: an expression's number a number.
 * @throws UnfitValue when it cannot be of that type
 */
export function typedValue(value: unknown, type: FieldType | undefined): FilterValue {
	const result = type === undefined && typeof value !== 'object' ? value : converters[type ?? 'text'](value);
	if (typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean') return result;
	throw new UnfitValue('has no value');
}

export type FieldTypes = Readonly<Record<string, FieldType>>;

const fields = (type: FieldType, ...names: string[]): FieldTypes => Object.fromEntries(names.map((name) => [name, type]));

/** What every record has. */
const system: FieldTypes = { ...fields('text', '_id', '_createdBy', '_updatedBy'), ...fields('date', '_createdAt', '_updatedAt') };

const ratings: FieldTypes = { severity: 'severity', tlp: 'tlp', pap: 'pap' };

const keyFigures: FieldTypes = fields('number', 'timeToAcknowledge', 'timeToDetect', 'timeToQualify', 'timeToTriage');

const statusFields: FieldTypes = { ...fields('text', 'value', 'stage', 'colour'), ...fields('prose', 'description'), order: 'number', hidden: 'boolean', ...system };

/** Fields by which each kind of record can be searched (its `describe` document; those without an index left out: they find nothing). */
export const FIELDS = {
	alert: {
		...fields('text', 'title', 'type', 'source', 'sourceRef', 'status', 'stage', 'tags', 'assignee', 'case', 'externalLink', 'keyword'),
		...fields('prose', 'description', 'summary'),
		...ratings,
		...fields('boolean', 'follow', 'imported'),
		...fields('date', 'date', 'newDate', 'inProgressDate', 'closedDate', 'importedDate', 'lastSyncDate'),
		...keyFigures,
		...system,
	},
	case: {
		...fields('text', 'title', 'status', 'stage', 'tags', 'assignee', 'impactStatus', 'owningOrganisation', 'viewingOrganisation', 'caseLinks.caseId', 'caseLinks.type', 'externalLinks.type', 'externalLinks.url', 'keyword'),
		...fields('prose', 'description', 'summary'),
		number: 'number',
		...ratings,
		...fields('boolean', 'flag', 'external', 'restricted'),
		...fields('date', 'startDate', 'endDate', 'newDate', 'inProgressDate', 'closedDate', 'alertDate', 'alertNewDate', 'alertInProgressDate', 'alertImportedDate'),
		...keyFigures,
		...fields('number', 'timeToResolve', 'handlingDuration'),
		...system,
	},
	observable: {
		...fields('text', 'data', 'dataType', 'tags', 'relatedId', 'attachment.name', 'attachment.contentType', 'attachment.hashes', 'attachment.id', 'keyword'),
		...fields('prose', 'message'),
		'attachment.size': 'number',
		tlp: 'tlp',
		pap: 'pap',
		...fields('boolean', 'ioc', 'sighted', 'ignoreSimilarity'),
		...fields('date', 'sightedAt', 'startDate'),
		...system,
	},
	task: {
		...fields('text', 'title', 'group', 'status', 'assignee'),
		...fields('prose', 'description'),
		...fields('boolean', 'flag', 'mandatory'),
		order: 'number',
		...fields('date', 'startDate', 'endDate', 'dueDate'),
		...system,
	},
	log: { ...fields('text', 'owner'), ...fields('prose', 'message'), ...fields('date', 'date', 'includeInTimeline'), ...system },
	job: { ...fields('text', 'analyzerId', 'analyzerName', 'cortexId', 'cortexJobId', 'status'), ...fields('date', 'startDate', 'endDate'), ...system },
	page: { ...fields('text', 'title', 'category'), ...fields('prose', 'content'), order: 'number', ...system },
	procedure: { ...fields('text', 'patternId', 'patternName', 'tactic'), ...fields('prose', 'description'), occurDate: 'date', ...system },
	comment: { message: 'prose', external: 'boolean', ...system },
	alertStatus: statusFields,
	attachment: { ...fields('text', 'name', 'contentType', 'hashes', 'id'), size: 'number', external: 'boolean', ...system },
	audit: { ...fields('text', 'action', 'objectType', 'objectId', 'rootId', 'requestId'), mainAction: 'boolean', ...system },
	caseReport: { ...fields('text', 'filename', 'contentType'), size: 'number', ...system },
	caseReportTemplate: { ...fields('text', 'title', 'group'), ...fields('prose', 'description'), version: 'number', ...system },
	caseStatus: statusFields,
	caseTemplate: { ...fields('text', 'name', 'displayName', 'titlePrefix', 'tags'), ...fields('prose', 'description', 'summary'), flag: 'boolean', ...ratings, ...system },
	catalog: { ...fields('text', 'name', 'variant'), ...fields('prose', 'description'), ...system },
	customEvent: { ...fields('text', 'title'), ...fields('prose', 'description'), ...fields('date', 'date', 'endDate'), ...system },
	customField: { ...fields('text', 'name', 'displayName', 'group', 'type'), ...fields('prose', 'description'), mandatory: 'boolean', ...system },
	dashboard: { ...fields('text', 'title', 'group', 'status'), ...fields('prose', 'description'), ...system },
	function: { ...fields('text', 'name', 'mode', 'types'), ...fields('prose', 'description'), ...system },
	observableType: { name: 'text', ...fields('boolean', 'isAttachment', 'isCaseSensitive'), ...system },
	organisation: { ...fields('text', 'name', 'taskRule', 'observableRule'), ...fields('prose', 'description'), locked: 'boolean', ...system },
	pageTemplate: { ...fields('text', 'title', 'category'), ...fields('prose', 'content'), order: 'number', ...system },
	pattern: { ...fields('text', 'patternId', 'name', 'tactics', 'url', 'patternType', 'platforms', 'dataSources', 'version'), ...fields('prose', 'description'), revoked: 'boolean', ...system },
	profile: { ...fields('text', 'name', 'type', 'permissions'), editable: 'boolean', ...system },
	share: { ...fields('text', 'caseId', 'organisationName', 'profileName', 'taskRule', 'observableRule'), owner: 'boolean', ...system },
	tag: { ...fields('text', 'namespace', 'predicate', 'value', 'colour'), ...fields('prose', 'description'), ...system },
	taxonomy: { ...fields('text', 'namespace'), ...fields('prose', 'description'), version: 'number', enabled: 'boolean', ...system },
	user: { ...fields('text', 'login', 'name', 'email', 'type', 'profile'), ...fields('boolean', 'locked', 'hasKey', 'hasPassword', 'hasMFA'), ...system },
} as const satisfies Record<string, FieldTypes>;

export type SearchableEntity = keyof typeof FIELDS;

const DURATION = 'computed.handlingDuration';

/** Fields that records have and TheHive does not index: no filter finds anything by them, no sort gives anything. */
const UNINDEXED: Partial<Record<SearchableEntity, readonly string[]>> = {
	alert: ['importDate', DURATION, ...['Seconds', 'Minutes', 'Hours', 'Days'].map((unit) => `${DURATION}In${unit}`)],
	case: ['actionRequired', DURATION, 'observableRule', 'patternId', 'taskRule'],
	task: ['actionRequired'],
};

/** The fields by which that kind of record can be searched, with their types. */
export function fieldsOf(entity: SearchableEntity): FieldTypes {
	return FIELDS[entity];
}

/** The type of a field as far as it is known without asking TheHive. */
export function knownTypeOf(entity: SearchableEntity, field: string): FieldType | undefined {
	const types = fieldsOf(entity);
	if (Object.hasOwn(types, field)) return types[field];
	return UNINDEXED[entity]?.includes(field) ? 'unindexed' : undefined;
}
