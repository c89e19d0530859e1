import type { INodeProperties } from 'n8n-workflow';

function byLabel(fields: INodeProperties[]): INodeProperties[] {
	return [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName));
}

/**
 * The optional fields of a create operation, in alphabetical order.
 * @param name of the parameter; each operation has its own, because n8n evaluates every property of a name for every item
 */
export function additionalFields(name: string, fields: INodeProperties[]): INodeProperties {
	return { displayName: 'Additional Fields', name, type: 'collection', placeholder: 'Add Field', default: {}, options: byLabel(fields) };
}

/** The changeable fields of an update operation, in alphabetical order. */
export function updateFields(name: string, fields: INodeProperties[]): INodeProperties {
	return { displayName: 'Update Fields', name, type: 'collection', placeholder: 'Add Field', default: {}, options: byLabel(fields) };
}
