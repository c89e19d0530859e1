import { UnfitValue } from '../fieldError';
import { PAPS, SEVERITIES, TLPS } from '../fields/scales';
import type { Converter } from '../values';
import { asBoolean, asEpochMs, asNumber, asText, oneOf } from '../values';
import type { FilterValue } from './operators';

export type FieldType = 'text' | 'number' | 'boolean' | 'date' | 'severity' | 'tlp' | 'pap';

const converters: Record<FieldType, Converter> = {
	text: asText,
	number: asNumber,
	boolean: asBoolean,
	date: asEpochMs,
	severity: oneOf(SEVERITIES),
	tlp: oneOf(TLPS),
	pap: oneOf(PAPS),
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

const statusFields: FieldTypes = { ...fields('text', 'value', 'stage', 'description', 'colour'), order: 'number', hidden: 'boolean', ...system };

/** Fields by which each kind of record can be searched (its `describe` document; those without an index left out: they find nothing). */
export const FIELDS = {
	alert: {
		...fields('text', 'title', 'description', 'type', 'source', 'sourceRef', 'status', 'stage', 'tags', 'assignee', 'summary', 'case', 'externalLink', 'keyword'),
		...ratings,
		...fields('boolean', 'follow', 'imported'),
		...fields('date', 'date', 'newDate', 'inProgressDate', 'closedDate', 'importedDate', 'lastSyncDate'),
		...keyFigures,
		...system,
	},
	case: {
		...fields('text', 'title', 'description', 'status', 'stage', 'tags', 'assignee', 'summary', 'impactStatus', 'owningOrganisation', 'viewingOrganisation', 'caseLinks.caseId', 'caseLinks.type', 'externalLinks.type', 'externalLinks.url', 'keyword'),
		number: 'number',
		...ratings,
		...fields('boolean', 'flag', 'external', 'restricted'),
		...fields('date', 'startDate', 'endDate', 'newDate', 'inProgressDate', 'closedDate', 'alertDate', 'alertNewDate', 'alertInProgressDate', 'alertImportedDate'),
		...keyFigures,
		...fields('number', 'timeToResolve', 'handlingDuration'),
		...system,
	},
	observable: {
		...fields('text', 'data', 'dataType', 'message', 'tags', 'relatedId', 'attachment.name', 'attachment.contentType', 'attachment.hashes', 'attachment.id', 'keyword'),
		'attachment.size': 'number',
		tlp: 'tlp',
		pap: 'pap',
		...fields('boolean', 'ioc', 'sighted', 'ignoreSimilarity'),
		...fields('date', 'sightedAt', 'startDate'),
		...system,
	},
	task: {
		...fields('text', 'title', 'description', 'group', 'status', 'assignee'),
		...fields('boolean', 'flag', 'mandatory'),
		order: 'number',
		...fields('date', 'startDate', 'endDate', 'dueDate'),
		...system,
	},
	log: { ...fields('text', 'message', 'owner'), ...fields('date', 'date', 'includeInTimeline'), ...system },
	job: { ...fields('text', 'analyzerId', 'analyzerName', 'cortexId', 'cortexJobId', 'status'), ...fields('date', 'startDate', 'endDate'), ...system },
	page: { ...fields('text', 'title', 'content', 'category'), order: 'number', ...system },
	procedure: { ...fields('text', 'patternId', 'patternName', 'tactic', 'description'), occurDate: 'date', ...system },
	comment: { message: 'text', external: 'boolean', ...system },
	alertStatus: statusFields,
	attachment: { ...fields('text', 'name', 'contentType', 'hashes', 'id'), size: 'number', external: 'boolean', ...system },
	audit: { ...fields('text', 'action', 'objectType', 'objectId', 'rootId', 'requestId'), mainAction: 'boolean', ...system },
	caseReport: { ...fields('text', 'filename', 'contentType'), size: 'number', ...system },
	caseReportTemplate: { ...fields('text', 'title', 'group', 'description'), version: 'number', ...system },
	caseStatus: statusFields,
	caseTemplate: { ...fields('text', 'name', 'displayName', 'titlePrefix', 'description', 'summary', 'tags'), flag: 'boolean', ...ratings, ...system },
	catalog: { ...fields('text', 'name', 'description', 'variant'), ...system },
	customEvent: { ...fields('text', 'title', 'description'), ...fields('date', 'date', 'endDate'), ...system },
	customField: { ...fields('text', 'name', 'displayName', 'group', 'description', 'type'), mandatory: 'boolean', ...system },
	dashboard: { ...fields('text', 'title', 'group', 'description', 'status'), ...system },
	function: { ...fields('text', 'name', 'mode', 'description', 'types'), ...system },
	observableType: { name: 'text', ...fields('boolean', 'isAttachment', 'isCaseSensitive'), ...system },
	organisation: { ...fields('text', 'name', 'description', 'taskRule', 'observableRule'), locked: 'boolean', ...system },
	pageTemplate: { ...fields('text', 'title', 'content', 'category'), order: 'number', ...system },
	pattern: { ...fields('text', 'patternId', 'name', 'description', 'tactics', 'url', 'patternType', 'platforms', 'dataSources', 'version'), revoked: 'boolean', ...system },
	profile: { ...fields('text', 'name', 'type', 'permissions'), editable: 'boolean', ...system },
	share: { ...fields('text', 'caseId', 'organisationName', 'profileName', 'taskRule', 'observableRule'), owner: 'boolean', ...system },
	tag: { ...fields('text', 'namespace', 'predicate', 'value', 'description', 'colour'), ...system },
	taxonomy: { ...fields('text', 'namespace', 'description'), version: 'number', enabled: 'boolean', ...system },
	user: { ...fields('text', 'login', 'name', 'email', 'type', 'profile'), ...fields('boolean', 'locked', 'hasKey', 'hasPassword', 'hasMFA'), ...system },
} as const satisfies Record<string, FieldTypes>;

export type SearchableEntity = keyof typeof FIELDS;

/** The fields of that kind of record, with their types. */
export function fieldsOf(entity: SearchableEntity): FieldTypes {
	return FIELDS[entity];
}
