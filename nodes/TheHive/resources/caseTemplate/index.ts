import type { Resource } from '../../../shared/operation';
import { createCaseTemplate } from './create.operation';
import { deleteCaseTemplate } from './delete.operation';
import { getCaseTemplate } from './get.operation';
import { getManyCaseTemplates } from './getMany.operation';
import { linkPageTemplates } from './linkPageTemplates.operation';
import { updateCaseTemplate } from './update.operation';

export const caseTemplate: Resource = {
	name: 'Case Template',
	value: 'caseTemplate',
	operations: [createCaseTemplate, deleteCaseTemplate, getCaseTemplate, getManyCaseTemplates, linkPageTemplates, updateCaseTemplate],
	startsWith: getManyCaseTemplates,
};
