/** Fields of alerts, cases and observables: names, types and index kinds as captured from a live server [L]. */
import { alertDurations, caseDurations } from '../model/durations.mts';
import type { AnyRow, Attachment } from '../store/rows.mts';
import {
	boolean,
	choice,
	computed,
	date,
	durations,
	hidden,
	integer,
	optionalDate,
	optionalProse,
	optionalString,
	optionalUser,
	prose,
	reading,
	string,
	strings,
	title,
	unindexed,
} from './field.mts';
import type { FieldDraft, Scope } from './field.mts';

const levels: Record<string, FieldDraft> = {
	tlp: choice([0, 1, 2, 3, 4], ['clear', 'green', 'amber', 'amber+strict', 'red']),
	pap: choice([0, 1, 2, 3], ['clear', 'green', 'amber', 'red']),
};
const severity = choice([1, 2, 3, 4], ['low', 'medium', 'high', 'critical']);

/** Free text over several fields. */
function keyword(...names: readonly string[]): FieldDraft {
	return {
		type: 'string',
		cardinality: 'single',
		aggregable: false,
		read: (row: AnyRow) => {
			const entries = new Map(Object.entries(row));
			return names.flatMap((name) => {
				const value: unknown = entries.get(name);
				if (typeof value === 'string') return [value];
				return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
			});
		},
	};
}

const unindexedWhole = { index: 'none', aggregable: false } as const;
const alertTime = (name: keyof ReturnType<typeof alertDurations>) =>
	reading('alert', (row) => alertDurations(row)[name]);
const caseTime = (name: keyof ReturnType<typeof caseDurations>) => reading('case', (row) => caseDurations(row)[name]);

export const alertFields: Readonly<Record<string, FieldDraft>> = {
	assignee: optionalUser,
	case: computed(string, reading('alert', (row) => row.caseId)),
	caseId: hidden(optionalString),
	caseTemplate: hidden(optionalString),
	closedDate: optionalDate,
	...durations('computed.handlingDuration', alertTime('timeToQualify'), unindexedWhole, unindexedWhole),
	date,
	description: prose,
	externalLink: string,
	follow: boolean,
	importDate: unindexed(computed(optionalDate, reading('alert', (row) => row.importedDate))),
	imported: computed(boolean, reading('alert', (row) => row.caseId !== undefined)),
	importedDate: optionalDate,
	inProgressDate: optionalDate,
	keyword: keyword('title', 'description', 'type', 'source', 'sourceRef', 'tags', 'summary'),
	lastSyncDate: optionalDate,
	newDate: date,
	...levels,
	severity,
	source: string,
	sourceRef: string,
	stage: choice(['New', 'InProgress', 'Closed', 'Imported']),
	status: choice([]),
	summary: optionalProse,
	tags: strings,
	...durations('timeToAcknowledge', alertTime('timeToAcknowledge')),
	...durations('timeToDetect', alertTime('timeToDetect'), {}, { cardinality: 'single' }),
	...durations('timeToQualify', alertTime('timeToQualify')),
	...durations('timeToTriage', alertTime('timeToTriage')),
	title,
	type: string,
};

function organisationsOf(row: { readonly _id: string }, scope: Scope, ownersOnly: boolean): string[] {
	return scope.store
		.table('share')
		.by('case', row._id)
		.filter((share) => share.owner || !ownersOnly)
		.flatMap(({ organisationId }) => scope.store.table('organisation').get(organisationId)?.name ?? []);
}

export const caseFields: Readonly<Record<string, FieldDraft>> = {
	actionRequired: unindexed(boolean),
	alertDate: optionalDate,
	alertImportedDate: optionalDate,
	alertInProgressDate: optionalDate,
	alertNewDate: optionalDate,
	assignee: optionalUser,
	'caseLinks._createdAt': {
		type: 'date',
		cardinality: 'list',
		read: reading('case', (row) => row.caseLinks.map(({ _createdAt }) => _createdAt)),
	},
	'caseLinks.caseId': computed(strings, reading('case', (row) => row.caseLinks.map(({ caseId }) => caseId))),
	'caseLinks.type': computed(strings, reading('case', (row) => row.caseLinks.map(({ type }) => type))),
	closedDate: optionalDate,
	...durations('computed.handlingDuration', caseTime('handlingDuration'), unindexedWhole),
	description: prose,
	endDate: optionalDate,
	external: computed(boolean, reading('case', (row) => row.access._kind.includes('External'))),
	'externalLinks._createdAt': {
		type: 'date',
		cardinality: 'list',
		read: reading('case', (row) => row.externalLinks.map(({ _createdAt }) => _createdAt)),
	},
	'externalLinks.type': computed(strings, reading('case', (row) => row.externalLinks.map(({ type }) => type))),
	'externalLinks.url': computed(strings, reading('case', (row) => row.externalLinks.map(({ url }) => url))),
	flag: boolean,
	...durations('handlingDuration', caseTime('handlingDuration')),
	impactStatus: { ...choice(['NoImpact', 'NotApplicable', 'WithImpact']), cardinality: 'option' },
	inProgressDate: optionalDate,
	keyword: keyword('title', 'description', 'tags', 'summary'),
	newDate: date,
	number: integer,
	observableRule: unindexed(string),
	owningOrganisation: computed(string, reading('case', (row, scope) => organisationsOf(row, scope, true))),
	...levels,
	patternId: unindexed(strings),
	restricted: computed(boolean, reading('case', (row) => row.access._kind === 'UserAccessKind')),
	severity,
	stage: choice(['New', 'InProgress', 'Closed']),
	startDate: date,
	status: choice([]),
	summary: optionalProse,
	tags: strings,
	taskRule: unindexed(string),
	...durations('timeToAcknowledge', caseTime('timeToAcknowledge')),
	...durations('timeToDetect', caseTime('timeToDetect'), {}, { cardinality: 'single' }),
	...durations('timeToQualify', caseTime('timeToQualify')),
	...durations('timeToResolve', caseTime('timeToResolve')),
	...durations('timeToTriage', caseTime('timeToTriage')),
	title,
	viewingOrganisation: computed(string, reading('case', (row, scope) => organisationsOf(row, scope, false))),
};

function ofAttachment(read: (attachment: Attachment) => string | number | readonly string[]): FieldDraft['read'] {
	return reading('observable', (row, scope) => {
		const attachment =
			row.attachmentId === undefined ? undefined : scope.store.table('attachment').get(row.attachmentId);
		return attachment === undefined ? undefined : read(attachment);
	});
}

export const observableFields: Readonly<Record<string, FieldDraft>> = {
	'attachment.contentType': { ...optionalString, read: ofAttachment((file) => file.contentType) },
	'attachment.hashes': { ...strings, read: ofAttachment((file) => file.hashes) },
	'attachment.id': { ...optionalString, read: ofAttachment((file) => file.id) },
	'attachment.name': { ...optionalString, read: ofAttachment((file) => file.name) },
	'attachment.size': { type: 'integer', cardinality: 'option', read: ofAttachment((file) => file.size) },
	data: optionalString,
	dataType: string,
	ignoreSimilarity: boolean,
	ioc: boolean,
	keyword: keyword('data', 'message', 'tags', 'dataType'),
	message: prose,
	...levels,
	relatedId: computed(string, reading('observable', (row) => row.parentId)),
	sighted: boolean,
	sightedAt: date,
	startDate: date,
	tags: strings,
};
