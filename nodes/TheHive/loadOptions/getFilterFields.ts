import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { DescribedField } from '../../shared/filter/describedFields';
import { describedFields } from '../../shared/filter/describedFields';
import type { FieldType, SearchableEntity } from '../../shared/filter/fieldTypes';
import { FIELDS, fieldsOf } from '../../shared/filter/fieldTypes';
import { customFieldDefinitions } from '../../shared/filter/typeOfField';
import { wordsOf } from '../../shared/labels';
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
	return field.replace(/^_/, '').split('.').map(wordsOf).join(' ');
}

/** What an analyst must know of a field of that type before comparing it. */
const HINTS: Partial<Record<FieldType, string>> = {
	prose: 'long text: only Contains and Contains Words find something',
	severity: 'Low, Medium, High or Critical',
	tlp: 'Clear, Green, Amber, Amber+Strict or Red',
	pap: 'Clear, Green, Amber or Red',
	boolean: 'true or false',
};

function fieldOption({ name, type, values }: DescribedField): INodePropertyOptions {
	const hint = HINTS[type] ?? (values.length > 0 ? `one of ${values.join(', ')}` : type);
	return { name: fieldLabel(name), value: name, description: `TheHive's name: ${name} (${hint})` };
}

/** The built-in fields with what the instance tells of them, and the fields that only it knows; none without an index. */
function withDescribed(entity: SearchableEntity, described: readonly DescribedField[]): DescribedField[] {
	const own = Object.entries(fieldsOf(entity)).map(([name, type]) => ({ name, type, values: described.find((field) => field.name === name)?.values ?? [] }));
	const others = described.filter(({ name }) => !name.startsWith('customFields.') && !own.some((field) => field.name === name));
	return [...own, ...others].filter(({ type }) => type !== 'unindexed');
}

/**
 * The fields by which the resource's records can be filtered and sorted: those built in, those the instance describes,
 * custom fields. What the key may not read is left out.
 */
export async function getFilterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const resource = String(this.getNodeParameter('resource', 'case'));
	const entity =
		(resource === 'export' ? exportedEntity(this.getNodeParameter('exportModel', 'Case')) : ENTITY_OF_RESOURCE[resource]) ??
		(isEntity(resource) ? resource : 'case');
	const [described, custom] = await Promise.all([
		describedFields(this, entity).catch(() => []),
		WITH_CUSTOM_FIELDS.includes(entity) ? customFieldDefinitions(this).catch(() => []) : [],
	]);
	const options = withDescribed(entity, described).map(fieldOption);
	const customOptions = custom.map(({ name, displayName, type }) => ({
		name: `${String(displayName ?? name)} (Custom Field)`,
		value: `customFields.${String(name)}`,
		description: `TheHive's name: customFields.${String(name)} (${String(type)})`,
	}));
	return [...options, ...customOptions].sort((a, b) => a.name.localeCompare(b.name));
}
