import type { Resource } from '../../../shared/operation';
import { createPageTemplate } from './create.operation';
import { deletePageTemplate } from './delete.operation';
import { getPageTemplate } from './get.operation';
import { getManyPageTemplates } from './getMany.operation';
import { updatePageTemplate } from './update.operation';

export const pageTemplate: Resource = {
	name: 'Page Template',
	value: 'pageTemplate',
	operations: [createPageTemplate, deletePageTemplate, getPageTemplate, getManyPageTemplates, updatePageTemplate],
	startsWith: getManyPageTemplates,
};
