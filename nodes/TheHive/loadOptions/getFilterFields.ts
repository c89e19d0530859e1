import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { SearchableEntity } from '../../shared/filter/fieldTypes';
import { FIELDS, fieldsOf } from '../../shared/filter/fieldTypes';
import { customFieldDefinitions } from '../../shared/filter/typeOfField';
import { labelOf } from '../../shared/path';
import { exportedEntity } from '../resources/export/exportQuery';

/** Resources whose records have another name in TheHive. */
const ENTITY_OF_RESOURCE: Record<string, SearchableEntity> = { cortex: 'job', taskLog: 'log', timeline: 'customEvent', status: 'caseStatus' };

/** Kinds of record that carry custom fields. */
const WITH_CUSTOM_FIELDS: SearchableEntity[] = ['alert', 'case'];

function isEntity(name: string): name is SearchableEntity {
	return Object.hasOwn(FIELDS, name);
}

/** `_createdAt` → `Created At`, `attachment.name` → `Attachment Name`. */
function fieldLabel(field: string): string {
	return field.replace(/^_/, '').split('.').map(labelOf).join(' ');
}

/** The fields by which the resource's records can be filtered and sorted; custom fields included where the key may read them. */
export async function getFilterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const resource = String(this.getNodeParameter('resource', 'case'));
	const entity =
		(resource === 'export' ? exportedEntity(this.getNodeParameter('exportModel', 'Case')) : ENTITY_OF_RESOURCE[resource]) ??
		(isEntity(resource) ? resource : 'case');
	const builtIn = Object.entries(fieldsOf(entity)).map(([field, type]) => ({
		name: fieldLabel(field),
		value: field,
		description: `TheHive's name: ${field} (${type})`,
	}));
	const custom = WITH_CUSTOM_FIELDS.includes(entity) ? await customFieldDefinitions(this).catch(() => []) : [];
	const customOptions = custom.map(({ name, displayName, type }) => ({
		name: `${String(displayName ?? name)} (Custom Field)`,
		value: `customFields.${String(name)}`,
		description: `TheHive's name: customFields.${String(name)} (${String(type)})`,
	}));
	return [...builtIn, ...customOptions].sort((a, b) => a.name.localeCompare(b.name));
}
