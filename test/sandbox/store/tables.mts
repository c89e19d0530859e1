import type { Kind, Rows } from './rows.mts';
import { Table } from './table.mts';

export type Tables = { readonly [K in Kind]: Table<Rows[K]> };

/** Natural key of an alert inside an organisation. */
export function alertKey(organisationId: string, type: string, source: string, sourceRef: string): string {
	return JSON.stringify([organisationId, type, source, sourceRef]);
}

/** The tables and their indexes, empty. */
export function createTables(): Tables {
	const organisation = (row: { readonly organisationId: string }) => row.organisationId;
	const parent = (row: { readonly parentId: string }) => row.parentId;
	const name = (row: { readonly name: string }) => row.name;
	return {
		alert: new Table<Rows['alert']>({
			organisation,
			unique: (row) => alertKey(row.organisationId, row.type, row.source, row.sourceRef),
			case: (row) => row.caseId,
		}),
		case: new Table<Rows['case']>({ number: (row) => String(row.number), organisation }),
		observable: new Table<Rows['observable']>({
			parent,
			similar: (row) => row.key,
			unique: (row) => `${row.parentId}|${row.key}`,
		}),
		task: new Table<Rows['task']>({ parent, organisation }),
		log: new Table<Rows['log']>({ task: (row) => row.taskId }),
		page: new Table<Rows['page']>({ case: (row) => row.caseId, organisation }),
		pageTemplate: new Table<Rows['pageTemplate']>({ organisation }),
		caseTemplate: new Table<Rows['caseTemplate']>({ organisation, unique: (row) => `${row.organisationId}|${row.name}` }),
		procedure: new Table<Rows['procedure']>({ parent, pattern: (row) => row.patternId }),
		catalog: new Table<Rows['catalog']>({ name }),
		pattern: new Table<Rows['pattern']>({ patternId: (row) => row.patternId, catalog: (row) => row.catalogId }),
		comment: new Table<Rows['comment']>({ parent }),
		attachment: new Table<Rows['attachment']>({ parent, file: (row) => row.id }),
		customEvent: new Table<Rows['customEvent']>({ case: (row) => row.caseId }),
		customField: new Table<Rows['customField']>({ name }),
		alertStatus: new Table<Rows['alertStatus']>({ value: (row) => row.value }),
		caseStatus: new Table<Rows['caseStatus']>({ value: (row) => row.value }),
		observableType: new Table<Rows['observableType']>({ name }),
		organisation: new Table<Rows['organisation']>({ name }),
		user: new Table<Rows['user']>({
			login: (row) => row.login.toLowerCase(),
			key: (row) => row.apiKey,
			organisation: (row) => row.memberships.map((membership) => membership.organisationId),
		}),
		profile: new Table<Rows['profile']>({ name }),
		share: new Table<Rows['share']>({
			case: (row) => row.caseId,
			organisation,
			unique: (row) => `${row.caseId}|${row.organisationId}`,
		}),
		tag: new Table<Rows['tag']>({ owner: (row) => row.ownerId, unique: (row) => `${row.ownerId}|${row.predicate}` }),
		taxonomy: new Table<Rows['taxonomy']>({ namespace: (row) => row.namespace }),
		job: new Table<Rows['job']>({ observable: (row) => row.observableId }),
		action: new Table<Rows['action']>({ object: (row) => row.objectId }),
		function: new Table<Rows['function']>({ organisation, unique: (row) => `${row.organisationId}|${row.name}` }),
		dashboard: new Table<Rows['dashboard']>({ organisation }),
		caseReport: new Table<Rows['caseReport']>({ case: (row) => row.caseId }),
		caseReportTemplate: new Table<Rows['caseReportTemplate']>({ organisation }),
		listView: new Table<Rows['listView']>({ organisation }),
		analyzerTemplate: new Table<Rows['analyzerTemplate']>({ analyzer: (row) => row.analyzerId }),
		setting: new Table<Rows['setting']>({ unique: (row) => `${row.ownerId}|${row.area}|${row.name}`, area: (row) => `${row.ownerId}|${row.area}` }),
		audit: new Table<Rows['audit']>({
			organisation: (row) => (row.visibleTo.length === 0 ? row.organisationId : [row.organisationId, ...row.visibleTo]),
			object: (row) => row.objectId,
		}),
	};
}
