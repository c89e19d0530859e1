import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { customFieldsJsonField } from '../../../shared/fields/customFields';
import { assigneeField, dateField, papField, severityField, statusField, summaryField, tlpField } from '../../../shared/fields/record';
import { textUpTo } from '../../../shared/values';

/** What makes an alert the one it is: no second alert of an organisation has the same three. */
export const alertKeyProperties = {
	type: { displayName: 'Type', name: 'type', type: 'string', default: '', placeholder: 'e.g. siem', description: 'Kind of alert, up to 32 characters' },
	source: { displayName: 'Source', name: 'source', type: 'string', default: '', placeholder: 'e.g. wazuh', description: 'System the alert comes from, up to 32 characters' },
	sourceRef: {
		displayName: 'Source Reference',
		name: 'sourceRef',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1763640000.12345',
		description: 'Identifies the alert within its source, up to 128 characters. Type, source and reference together are unique.',
	},
} as const satisfies Record<string, INodeProperties>;

export const alertKeyFields: INodeProperties[] = [
	bodyField('type', { ...alertKeyProperties.type, required: true }, textUpTo(32)),
	bodyField('source', { ...alertKeyProperties.source, required: true }, textUpTo(32)),
	bodyField('sourceRef', { ...alertKeyProperties.sourceRef, required: true }, textUpTo(128)),
];

const alertDateField = dateField('date', { displayName: 'Date', description: 'When it happened; now if empty' });
const updatedAlertDateField = dateField('date', { displayName: 'Date', description: 'When it happened' });

export const externalLinkField = bodyField(
	'externalLink',
	{ displayName: 'External Link', name: 'externalLink', type: 'string', default: '', placeholder: 'e.g. https://siem.example.org/alerts/4711', description: 'Address of the alert in its source' },
	textUpTo(4096),
);

const sharedFields: INodeProperties[] = [assigneeField, customFieldsJsonField, externalLinkField, papField, severityField, statusField, summaryField, tlpField];

/** Optional fields that all operations which create an alert share. */
export const commonAlertFields: INodeProperties[] = [...sharedFields, alertDateField];

/** The same for a change, where what is empty stays as it is. */
export const changeableAlertFields: INodeProperties[] = [...sharedFields, updatedAlertDateField];

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_ALERT = ['_id', 'title', 'type', 'source', 'sourceRef', 'severityLabel', 'status', 'tags', 'caseId', '_createdAt'] as const;
