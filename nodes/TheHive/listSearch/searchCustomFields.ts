import { searchNamed } from './searchNamed';

/** Custom fields by name. */
export const searchCustomFields = searchNamed({
	list: 'listCustomField',
	label: 'pick-custom-field',
	fields: ['displayName', 'name', 'group'],
	show: ({ displayName, group, type }) => `${String(displayName)} (${String(group)}, ${String(type)})`,
});
