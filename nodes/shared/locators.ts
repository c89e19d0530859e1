import type { INodeProperties } from 'n8n-workflow';
import { notePicker } from './labels';

interface Picker {
	displayName: string;
	name: string;
	description: string;
}

/** What all pickers have in common. */
function pickerOf(property: Picker) {
	notePicker(property.name, property.displayName);
	return { ...property, type: 'resourceLocator', default: { mode: 'list', value: '' }, required: true } satisfies INodeProperties;
}

/**
 * A picker for one record: from a searchable list, by ID (or number), or by the address of its page.
 * @param name the parameter; paths name it as `{caseId}`
 * @param searchListMethod method of the node that searches the records
 */
export function recordLocator(property: Picker, searchListMethod: string, idPlaceholder = 'e.g. ~4104'): INodeProperties {
	return {
		...pickerOf(property),
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: idPlaceholder },
			{ displayName: 'By URL', name: 'url', type: 'string', placeholder: 'e.g. https://thehive.example.org/cases/~4104/details' },
		],
	};
}

/** A picker for a record that has a name but no page of its own: from a searchable list, or by ID or name. */
export function namedLocator(property: Picker, searchListMethod: string, placeholder: string): INodeProperties {
	return {
		...pickerOf(property),
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By ID or Name', name: 'id', type: 'string', placeholder },
		],
	};
}

/** A picker for a case. */
export function casePicker(name: string): INodeProperties {
	return recordLocator(
		{ displayName: 'Case', name, description: 'The case, picked from the list, by ID or number, or by the address of its page' },
		'searchCases',
		'e.g. ~4104 or 17',
	);
}

export const caseLocator = casePicker('caseId');

export const alertLocator = recordLocator(
	{ displayName: 'Alert', name: 'alertId', description: 'The alert, picked from the list, by ID, or by the address of its page' },
	'searchAlerts',
);

export const caseTemplateLocator = namedLocator(
	{ displayName: 'Case Template', name: 'caseTemplateId', description: 'The case template, picked from the list, by ID or name' },
	'searchCaseTemplates',
	'e.g. Phishing or ~4104',
);

export const pageTemplateLocator = namedLocator(
	{ displayName: 'Page Template', name: 'pageTemplateId', description: 'The page template, picked from the list or by ID' },
	'searchPageTemplates',
	'e.g. ~4104',
);

export const customFieldLocator = namedLocator(
	{ displayName: 'Custom Field', name: 'customFieldId', description: 'The custom field, picked from the list, by ID or name' },
	'searchCustomFields',
	'e.g. business-unit or ~4104',
);

export const observableTypeLocator = namedLocator(
	{ displayName: 'Observable Type', name: 'observableTypeId', description: 'The observable type, picked from the list, by ID or name' },
	'searchObservableTypes',
	'e.g. vehicle-plate or ~4104',
);

export const userLocator = namedLocator(
	{ displayName: 'User', name: 'userId', description: 'The user, picked from the list, by ID or login' },
	'searchUsers',
	'e.g. analyst@example.org or ~4104',
);

export const organisationLocator = namedLocator(
	{ displayName: 'Organisation', name: 'organisationId', description: 'The organisation, picked from the list, by ID or name' },
	'searchOrganisations',
	'e.g. client-a or ~4104',
);

export const profileLocator = namedLocator(
	{ displayName: 'Profile', name: 'profileId', description: 'The permission profile, picked from the list, by ID or name' },
	'searchProfiles',
	'e.g. analyst or ~4104',
);

export const functionLocator = namedLocator(
	{ displayName: 'Function', name: 'functionId', description: 'The function, picked from the list, by ID or name' },
	'searchFunctions',
	'e.g. ~4104',
);

/** Functions are invoked by name. */
export const functionNameLocator = namedLocator(
	{ displayName: 'Function', name: 'functionName', description: 'The function, picked from the list or by name' },
	'searchFunctionNames',
	'e.g. splunk-alert',
);

export const statusLocator = namedLocator(
	{ displayName: 'Status', name: 'statusId', description: 'The status, picked from the list or by ID' },
	'searchStatuses',
	'e.g. ~4104',
);

export const dashboardLocator = namedLocator(
	{ displayName: 'Dashboard', name: 'dashboardId', description: 'The dashboard, picked from the list or by ID' },
	'searchDashboards',
	'e.g. ~4104',
);

export const taxonomyLocator = namedLocator(
	{ displayName: 'Taxonomy', name: 'taxonomyId', description: 'The taxonomy, picked from the list, by ID or namespace' },
	'searchTaxonomies',
	'e.g. misp or ~4104',
);

export const catalogLocator = namedLocator(
	{ displayName: 'Catalog', name: 'catalogId', description: 'The catalog of attack patterns, picked from the list, by ID or name' },
	'searchCatalogs',
	'e.g. Enterprise Attack or ~4104',
);

export const caseReportLocator = namedLocator(
	{ displayName: 'Report', name: 'caseReportId', description: 'The report, picked from the list or by ID' },
	'searchCaseReports',
	'e.g. ~4104',
);

export const caseReportTemplateLocator = namedLocator(
	{ displayName: 'Report Template', name: 'caseReportTemplateId', description: 'The report template, picked from the list or by ID' },
	'searchCaseReportTemplates',
	'e.g. ~4104',
);

export const taskLocator = recordLocator(
	{ displayName: 'Task', name: 'taskId', description: 'The task, picked from the list, by ID, or by the address of its page' },
	'searchTasks',
);

export const logLocator = namedLocator(
	{ displayName: 'Task Log', name: 'logId', description: 'The task log, picked from the list or by ID' },
	'searchLogs',
	'e.g. ~4104',
);

export const observableLocator = recordLocator(
	{ displayName: 'Observable', name: 'observableId', description: 'The observable, picked from the list, by ID, or by the address of its page' },
	'searchObservables',
);

export const pageLocator = recordLocator(
	{ displayName: 'Page', name: 'pageId', description: 'The page, picked from the list, by ID, or by its address' },
	'searchPages',
);

export const commentLocator = namedLocator(
	{ displayName: 'Comment', name: 'commentId', description: 'The comment, picked from the list or by ID' },
	'searchComments',
	'e.g. ~4104',
);

export const procedureLocator = namedLocator(
	{ displayName: 'Procedure', name: 'procedureId', description: 'The procedure (TTP), picked from the list or by ID' },
	'searchProcedures',
	'e.g. ~4104',
);

export const patternLocator = namedLocator(
	{ displayName: 'Technique', name: 'patternId', description: 'The technique of ATT&CK, picked from the list, by its ID, or by the address of its page at MITRE' },
	'searchPatterns',
	'e.g. T1566.001',
);

export const customEventLocator = namedLocator(
	{ displayName: 'Custom Event', name: 'customEventId', description: 'The custom event of a timeline, picked from the list or by ID' },
	'searchCustomEvents',
	'e.g. ~4104',
);

export const shareLocator = namedLocator(
	{ displayName: 'Share', name: 'shareId', description: 'The share, picked from the list or by ID' },
	'searchShares',
	'e.g. ~4104',
);

export const tagLocator = namedLocator(
	{ displayName: 'Tag', name: 'tagId', description: 'The tag, picked from the list or by ID' },
	'searchTags',
	'e.g. ~4104',
);
