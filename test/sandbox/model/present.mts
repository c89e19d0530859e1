import { compact } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { AnyRow, Attachment, Audit, Case } from '../store/rows.mts';
import { alertDurations, caseDurations, taskDuration } from './durations.mts';
import { organisationName, presentUser, profileName, stamps } from './people.mts';
import { casePermissions } from './permissions.mts';
import { label, papLabels, severityLabels, tlpLabels } from './scales.mts';
import type { Viewer } from './viewer.mts';

const typeNames: Readonly<Partial<Record<AnyRow['kind'], string>>> = {
	catalog: 'Catalog',
	job: 'case_artifact_job',
	listView: 'ListView',
};

/** `_type` of a row in answers, and `objectType` of its audits. */
export function typeName(kind: AnyRow['kind']): string {
	return typeNames[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
}

function meta(row: AnyRow): JsonObject {
	return { _id: row._id, _type: typeName(row.kind), ...stamps(row) };
}

/** Members that stay inside, by kind: they are the same for every row of a kind. */
const internal = new Map<AnyRow['kind'], ReadonlySet<string>>();
const stamped = ['kind', '_id', '_createdBy', '_createdAt', '_updatedBy', '_updatedAt'] as const;

/** Everything of a row but what only the store needs. */
function own<T extends AnyRow, K extends keyof T & string>(row: T, ...hidden: readonly K[]): JsonObject {
	let omitted = internal.get(row.kind);
	if (omitted === undefined) {
		omitted = new Set<string>([...stamped, ...hidden]);
		internal.set(row.kind, omitted);
	}
	const members: { readonly [key: string]: Json | undefined } = row;
	const shown: Record<string, Json | undefined> = {};
	for (const name in members) if (!omitted.has(name)) shown[name] = members[name];
	return shown;
}

function levels(row: { readonly tlp: number; readonly pap: number }): JsonObject {
	return {
		tlp: row.tlp,
		tlpLabel: label(tlpLabels, row.tlp),
		pap: row.pap,
		papLabel: label(papLabels, row.pap),
	};
}

/** OutputAttachment [D]. */
export function presentAttachment(row: Attachment): JsonObject {
	const { name, hashes, size, contentType, id, external } = row;
	return { ...meta(row), name, hashes, size, contentType, id, path: id, extraData: {}, external };
}

function attachmentsOf(viewer: Viewer, parentId: string): JsonObject[] {
	return viewer.store.table('attachment').by('parent', parentId).map(presentAttachment);
}

/** A new case belongs to its creator's organisation: the rights there are those on the case. */
function creatorPermissions({ _createdBy, organisationId }: Case, { store }: Viewer): readonly string[] {
	const memberships = store.table('user').firstBy('login', _createdBy.toLowerCase())?.memberships ?? [];
	const membership = memberships.find((one) => one.organisationId === organisationId);
	return store.table('profile').get(membership?.profileId ?? '')?.permissions ?? [];
}

/** What a creation says of the object: as it was before the parts that came with it, without stamps of a change [L]. */
function presentCreated(row: AnyRow, viewer: Viewer): JsonObject {
	const { _updatedAt, _updatedBy, ...created } = present(row, viewer);
	if (row.kind === 'alert') return { ...created, observableCount: 0 };
	return row.kind === 'case' ? { ...created, userPermissions: creatorPermissions(row, viewer) } : created;
}

/** The audited object as it was, with its custom fields by name and its parent embedded [L]. */
function presentAudit(row: Audit, viewer: Viewer): JsonObject {
	const neutral = { ...viewer, actor: undefined };
	const show = (audited: Audit['object']): JsonObject | undefined => {
		if (audited === undefined) return undefined;
		// comments have no id here, and tell which of the two parents they have not
		if (audited.kind === 'comment') return { alert: null, case: null, message: audited.message };
		const shown = present(audited, neutral);
		return 'customFields' in audited
			? { ...shown, customFieldValues: Object.fromEntries(audited.customFields.map(({ name, value }) => [name, value])) }
			: shown;
	};
	const object = show(row.object);
	const context = row.context?.kind === 'share' ? { _id: row.context._id, _type: typeName('share') } : show(row.context);
	const parent = row.context?.kind === 'case' || row.context?.kind === 'alert' ? row.context.kind : undefined;
	const embedded =
		object === undefined || parent === undefined || row.object?._id === row.context?._id ? {} : { [parent]: context };
	return compact({
		...meta(row),
		action: row.action,
		requestId: row.requestId,
		rootId: row.rootId,
		details: row.details ?? (row.object === undefined ? {} : presentCreated(row.object, neutral)),
		objectId: row.objectId,
		objectType: row.objectType,
		object: object === undefined ? undefined : { ...object, ...embedded },
		context,
		mainAction: row.mainAction,
	});
}

/** A row as the API answers it, without requested extra data. Members that are not set are undefined. */
export function present(row: AnyRow, viewer: Viewer): JsonObject {
	switch (row.kind) {
		case 'alert':
			return {
				...meta(row),
				...own(row, 'organisationId', 'lastSyncDate'),
				severityLabel: label(severityLabels, row.severity),
				...levels(row),
				extraData: {},
				...alertDurations(row),
			};
		case 'case':
			return {
				...meta(row),
				...own(row, 'organisationId', 'taskRule', 'observableRule', 'caseLinks', 'externalLinks'),
				severityLabel: label(severityLabels, row.severity),
				...levels(row),
				userPermissions: casePermissions(row, viewer),
				extraData: {},
				...caseDurations(row),
			};
		case 'observable': {
			const attachment =
				row.attachmentId === undefined ? undefined : viewer.store.table('attachment').get(row.attachmentId);
			return {
				...meta(row),
				...own(row, 'parentId', 'organisationId', 'sharedWith', 'attachmentId', 'key'),
				attachment: attachment === undefined ? undefined : presentAttachment(attachment),
				...levels(row),
				extraData: {},
			};
		}
		case 'task':
			return {
				...meta(row),
				...own(row, 'parentId', 'organisationId', 'sharedWith', 'actionRequired'),
				extraData: {},
				timeToHandle: taskDuration(row),
			};
		case 'log':
			return { ...meta(row), ...own(row, 'taskId'), attachments: attachmentsOf(viewer, row._id), extraData: {} };
		case 'page':
			return { ...meta(row), ...own(row, 'organisationId', 'caseId'), extraData: {} };
		case 'pageTemplate':
			return { ...meta(row), ...own(row, 'organisationId'), extraData: {} };
		case 'caseTemplate':
			return {
				...meta(row),
				...own(row, 'organisationId', 'pageTemplateIds'),
				severityLabel: row.severity === undefined ? undefined : label(severityLabels, row.severity),
				tlpLabel: row.tlp === undefined ? undefined : label(tlpLabels, row.tlp),
				papLabel: row.pap === undefined ? undefined : label(papLabels, row.pap),
				tasks: viewer.store.table('task').by('parent', row._id).map((task) => present(task, viewer)),
				extraData: {},
			};
		case 'procedure':
			return {
				...stamps(row),
				...own(row, 'parentId', 'organisationId'),
				tacticLabel: tacticLabel(row.tactic),
				extraData: {},
			};
		case 'catalog':
			return {
				_id: row._id,
				_type: typeName(row.kind),
				createdBy: row._createdBy,
				createdAt: row._createdAt,
				updatedAt: row._updatedAt,
				...own(row),
				extraData: {},
			};
		case 'pattern':
			return { ...meta(row), ...own(row, 'catalogId', 'parentPatternId'), remoteSupport: false, extraData: {} };
		case 'comment':
			return {
				_id: row._id,
				_type: typeName(row.kind),
				createdBy: row._createdBy,
				createdAt: row._createdAt,
				updatedAt: row._updatedAt,
				updatedBy: row._updatedBy,
				message: row.message,
				isEdited: row.isEdited,
				extraData: {},
				external: row.external,
			};
		case 'attachment':
			return presentAttachment(row);
		case 'customEvent':
			return { ...meta(row), ...own(row, 'caseId') };
		case 'customField':
		case 'alertStatus':
		case 'caseStatus':
			return { ...meta(row), ...own(row), extraData: {} };
		case 'observableType':
			return { ...meta(row), ...own(row) };
		case 'organisation':
			return {
				...meta(row),
				...own(row),
				links: row.links.map((link) => ({ ...link, toOrganisation: organisationName(viewer, link.toOrganisation) })),
				extraData: {},
			};
		case 'user':
			return presentUser(row, viewer);
		case 'profile':
			return {
				...meta(row),
				...own(row),
				forAdmin: row.type === 'Admin',
				forOrg: row.type === 'Organisation',
				forExternal: row.type === 'External',
				consumesLicense: row.permissions.length > 0,
			};
		case 'share':
			return {
				...meta(row),
				caseId: row.caseId,
				profileName: profileName(viewer, row.profileId),
				organisationName: organisationName(viewer, row.organisationId),
				owner: row.owner,
				taskRule: row.taskRule,
				observableRule: row.observableRule,
			};
		case 'tag':
			return { ...meta(row), ...own(row, 'ownerId'), extraData: {} };
		case 'taxonomy':
			return {
				...meta(row),
				...own(row, 'enabled'),
				tags: viewer.store.table('tag').by('owner', row._id).map((tag) => present(tag, viewer)),
				extraData: { enabled: row.enabled },
			};
		case 'job': {
			const observable = viewer.store.table('observable').get(row.observableId);
			return {
				...meta(row),
				...own(row, 'observableId'),
				analyzerDefinition: row.analyzerName,
				id: row._id,
				case_artifact: observable === undefined ? undefined : present(observable, viewer),
				operations: '[]',
			};
		}
		case 'action':
			return {
				...meta(row),
				...own(row),
				responderDefinition: row.responderName,
				report: JSON.stringify(row.report),
				operations: JSON.stringify(row.operations),
			};
		case 'function':
			return { ...meta(row), ...own(row, 'organisationId') };
		case 'dashboard':
			return { ...meta(row), ...own(row, 'organisationId'), owner: row._createdBy, writable: true };
		case 'caseReport':
			return { ...meta(row), ...own(row, 'caseId', 'fileId') };
		case 'caseReportTemplate':
		case 'listView':
			return { ...meta(row), ...own(row, 'organisationId') };
		case 'analyzerTemplate':
			return { id: row._id, analyzerId: row.analyzerId, content: row.content };
		case 'setting':
			return row.value;
		case 'audit':
			return presentAudit(row, viewer);
	}
}

/** `lateral-movement` → `Lateral Movement`. */
export function tacticLabel(tactic: string): string {
	return tactic
		.split('-')
		.map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}
