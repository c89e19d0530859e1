import { searchNamed } from './searchNamed';

/** Functions by name. */
export const searchFunctions = searchNamed({
	list: 'listFunction',
	label: 'pick-function',
	fields: ['name'],
	show: ({ name, mode }) => (mode === 'Enabled' ? String(name) : `${String(name)} (${String(mode)})`),
});
