import type { Resource } from '../../../shared/operation';
import { createCatalog } from './create.operation';
import { deleteCatalog } from './delete.operation';
import { getManyCatalogs } from './getMany.operation';
import { importCatalog } from './import.operation';
import { updateCatalog } from './update.operation';

export const catalog: Resource = {
	name: 'Pattern Catalog',
	value: 'catalog',
	description: 'Catalogs of attack patterns such as MITRE ATT&CK',
	operations: [createCatalog, deleteCatalog, getManyCatalogs, importCatalog, updateCatalog],
	startsWith: getManyCatalogs,
};
