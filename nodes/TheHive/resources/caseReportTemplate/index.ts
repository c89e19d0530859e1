import type { Resource } from '../../../shared/operation';
import { createReportTemplate } from './create.operation';
import { deleteReportTemplate } from './delete.operation';
import { getReportTemplate } from './get.operation';
import { getManyReportTemplates } from './getMany.operation';
import { getReportTemplateOptions } from './getOptions.operation';
import { updateReportTemplate } from './update.operation';

export const caseReportTemplate: Resource = {
	name: 'Case Report Template',
	value: 'caseReportTemplate',
	operations: [createReportTemplate, deleteReportTemplate, getReportTemplate, getManyReportTemplates, getReportTemplateOptions, updateReportTemplate],
	startsWith: getManyReportTemplates,
};
