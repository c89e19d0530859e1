import type { Case } from '../store/rows.mts';
import type { Viewer } from './viewer.mts';

/** Permissions an organisation's members may hold, as a live org-admin has them [L]. */
export const organisationPermissions = [
	'manageCase/create',
	'manageOrchestrator/readWorkflows',
	'manageAlert/update',
	'manageCaseTemplate',
	'manageOrchestrator/deleteWorkflows',
	'manageOrchestrator/deleteVariables',
	'manageProcedure',
	'managePage',
	'manageObservable',
	'manageCase/delete',
	'manageCaseReport',
	'accessTheHiveFS',
	'manageDashboard',
	'manageOrchestrator/writeWorkflows',
	'manageShare',
	'manageAnalyse',
	'manageFunction/invoke',
	'manageTask',
	'manageCase/merge',
	'manageOrchestrator/readVariables',
	'manageCustomEvent',
	'manageAlert/import',
	'manageCase/changeOwnership',
	'manageUser',
	'manageComment',
	'manageAlert/reopen',
	'manageCaseAccess/restrict',
	'manageTag',
	'manageConfig',
	'manageOrchestrator/writeVariables',
	'managePageTemplate',
	'manageAlert/create',
	'manageAlert/delete',
	'manageCaseReportTemplate',
	'manageFunction/create',
	'manageKnowledgeBase',
	'manageCaseAccess/external',
	'manageAction',
	'manageCase/update',
	'manageCase/reopen',
] as const;

export const adminPermissions = [
	'managePlatform',
	'manageOrganisation',
	'manageUser',
	'manageProfile',
	'manageCustomField',
	'manageObservableTemplate',
	'managePattern',
	'manageTaxonomy',
	'manageAnalyzerTemplate',
	'manageConfig',
	'manageTag',
] as const;

export type Permission = (typeof organisationPermissions)[number] | (typeof adminPermissions)[number];

/** What an org-admin may and an analyst may not: setting up the organisation. */
const reserved: ReadonlySet<string> = new Set([
	'manageCaseTemplate',
	'managePageTemplate',
	'manageCaseReportTemplate',
	'manageUser',
	'manageTag',
	'manageConfig',
	'manageFunction/create',
	'manageCaseAccess/external',
	'manageOrchestrator/writeWorkflows',
	'manageOrchestrator/deleteWorkflows',
	'manageOrchestrator/writeVariables',
	'manageOrchestrator/deleteVariables',
]);

/** Profiles of a fresh instance; they cannot be edited. */
export const predefinedProfiles: readonly { name: string; type: string; permissions: readonly string[] }[] = [
	{ name: 'admin', type: 'Admin', permissions: adminPermissions },
	{ name: 'org-admin', type: 'Organisation', permissions: organisationPermissions },
	{ name: 'analyst', type: 'Organisation', permissions: organisationPermissions.filter((name) => !reserved.has(name)) },
	{ name: 'read-only', type: 'Organisation', permissions: [] },
	{ name: 'external-reader', type: 'External', permissions: [] },
	{ name: 'external-actor', type: 'External', permissions: ['manageComment', 'manageTask'] },
];

/** What the viewer may do with a case: the rights of the profile and of the share together. */
export function casePermissions(row: Case, viewer: Pick<Viewer, 'store' | 'actor'>): readonly string[] {
	const { actor, store } = viewer;
	if (actor === undefined) return [];
	const share = store.table('share').firstBy('unique', `${row._id}|${actor.organisation._id}`);
	if (share === undefined) return [];
	if (share.owner) return [...actor.permissions];
	const granted = store.table('profile').get(share.profileId)?.permissions ?? [];
	return granted.filter((permission) => actor.permissions.has(permission));
}
