import type { INodeProperties } from 'n8n-workflow';

/**
 * A picker for one record: from a searchable list, by ID (or number), or by the address of its page.
 * @param name the parameter; paths name it as `{caseId}`
 * @param searchListMethod method of the node that searches the records
 */
export function recordLocator(
	property: { displayName: string; name: string; description: string },
	searchListMethod: string,
	idPlaceholder = 'e.g. ~4104',
): INodeProperties {
	return {
		...property,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: idPlaceholder },
			{ displayName: 'By URL', name: 'url', type: 'string', placeholder: 'e.g. https://thehive.example.org/cases/~4104/details' },
		],
	};
}

/** A picker for a record that has a name but no page of its own: from a searchable list, or by ID or name. */
export function namedLocator(
	property: { displayName: string; name: string; description: string },
	searchListMethod: string,
	placeholder: string,
): INodeProperties {
	return {
		...property,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By ID or Name', name: 'id', type: 'string', placeholder },
		],
	};
}

export const caseLocator = recordLocator(
	{ displayName: 'Case', name: 'caseId', description: 'The case, picked from the list, by ID or number, or by the address of its page' },
	'searchCases',
	'e.g. ~4104 or 17',
);

export const alertLocator = recordLocator(
	{ displayName: 'Alert', name: 'alertId', description: 'The alert, picked from the list, by ID, or by the address of its page' },
	'searchAlerts',
);
