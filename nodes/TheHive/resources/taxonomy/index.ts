import type { Resource } from '../../../shared/operation';
import { activateTaxonomy } from './activate.operation';
import { createTaxonomy } from './create.operation';
import { deactivateTaxonomy } from './deactivate.operation';
import { deleteTaxonomy } from './delete.operation';
import { getTaxonomy } from './get.operation';
import { getManyTaxonomies } from './getMany.operation';
import { importTaxonomies } from './import.operation';

export const taxonomy: Resource = {
	name: 'Taxonomy',
	value: 'taxonomy',
	description: 'Sets of tags',
	operations: [activateTaxonomy, createTaxonomy, deactivateTaxonomy, deleteTaxonomy, getTaxonomy, getManyTaxonomies, importTaxonomies],
	startsWith: getManyTaxonomies,
};
