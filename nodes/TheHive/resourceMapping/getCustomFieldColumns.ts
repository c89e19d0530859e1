import type { FieldType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { customFieldDefinitions } from '../../shared/filter/typeOfField';

/** TheHive's custom field types as column types of n8n's mapper. */
const COLUMN_TYPES: Record<string, FieldType> = {
	string: 'string',
	url: 'string',
	integer: 'number',
	float: 'number',
	boolean: 'boolean',
	date: 'dateTime',
};

/** The instance's custom fields as columns; a field with fixed values becomes a drop-down. */
export async function getCustomFieldColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const definitions = await customFieldDefinitions(this);
	const fields = definitions.map(({ name, displayName, group, type, options }): ResourceMapperField => {
		const choices: unknown[] = Array.isArray(options) ? options : [];
		return {
			id: String(name),
			displayName: `${String(displayName ?? name)} (${String(group)})`,
			required: false,
			defaultMatch: false,
			display: true,
			type: choices.length > 0 && type !== 'boolean' && type !== 'date' ? 'options' : (COLUMN_TYPES[String(type)] ?? 'string'),
			...(choices.length > 0
				? { options: choices.map((choice) => ({ name: String(choice), value: typeof choice === 'number' ? choice : String(choice) })) }
				: {}),
		};
	});
	return {
		fields: fields.sort((a, b) => a.displayName.localeCompare(b.displayName)),
		...(fields.length === 0 ? { emptyFieldsNotice: 'This TheHive has no custom fields' } : {}),
	};
}
