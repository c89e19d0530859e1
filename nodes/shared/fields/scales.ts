import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The scales every TheHive record is rated on (TLP in its second version, which TheHive has had since 5.2). */
export const SEVERITIES: INodePropertyOptions[] = [
	{ name: 'Low', value: 1 },
	{ name: 'Medium', value: 2 },
	{ name: 'High', value: 3 },
	{ name: 'Critical', value: 4 },
];

export const TLPS: INodePropertyOptions[] = [
	{ name: 'Clear', value: 0 },
	{ name: 'Green', value: 1 },
	{ name: 'Amber', value: 2 },
	{ name: 'Amber+Strict', value: 3 },
	{ name: 'Red', value: 4 },
];

export const PAPS: INodePropertyOptions[] = [
	{ name: 'Clear', value: 0 },
	{ name: 'Green', value: 1 },
	{ name: 'Amber', value: 2 },
	{ name: 'Red', value: 3 },
];

/** Form fields of the scales, to be wrapped as body or row fields. */
export const severityProperty: INodeProperties = {
	displayName: 'Severity',
	name: 'severity',
	type: 'options',
	options: SEVERITIES,
	default: 2,
	description: 'How severe it is',
};

export const tlpProperty: INodeProperties = {
	displayName: 'Traffic Light Protocol (TLP)',
	name: 'tlp',
	type: 'options',
	options: TLPS,
	default: 2,
	description: 'How far the information may be passed on',
};

export const papProperty: INodeProperties = {
	displayName: 'Permissible Actions Protocol (PAP)',
	name: 'pap',
	type: 'options',
	options: PAPS,
	default: 2,
	description: 'Which actions may be taken on the information',
};
