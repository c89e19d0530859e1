import type { Resource } from '../../../shared/operation';
import { createPage } from './create.operation';
import { createOrUpdatePage } from './createOrUpdate.operation';
import { deletePage } from './delete.operation';
import { getPage } from './get.operation';
import { getManyPages } from './getMany.operation';
import { updatePage } from './update.operation';

export const page: Resource = {
	name: 'Page',
	value: 'page',
	operations: [createPage, createOrUpdatePage, deletePage, getPage, getManyPages, updatePage],
	startsWith: getManyPages,
};
