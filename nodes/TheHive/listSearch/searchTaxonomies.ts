import { searchNamed } from './searchNamed';

/** Taxonomies by namespace. */
export const searchTaxonomies = searchNamed({ list: 'listTaxonomy', label: 'pick-taxonomy', fields: ['namespace'] });
