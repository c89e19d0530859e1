import { searchNamed } from './searchNamed';

/** Case templates by name. */
export const searchCaseTemplates = searchNamed({
	list: 'listCaseTemplate',
	label: 'pick-case-template',
	fields: ['name', 'displayName'],
	show: ({ name, displayName }) => (displayName && displayName !== name ? `${String(displayName)} (${String(name)})` : String(name)),
});
