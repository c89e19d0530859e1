import { searchNamed } from './searchNamed';

/** Catalogs of attack patterns by name. */
export const searchCatalogs = searchNamed({ list: 'listCatalog', label: 'pick-catalog', fields: ['name'] });
