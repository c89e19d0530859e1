import { searchNamed } from './searchNamed';

/** Organisations by name. */
export const searchOrganisations = searchNamed({
	list: 'listOrganisation',
	label: 'pick-organisation',
	fields: ['name', 'description'],
});
