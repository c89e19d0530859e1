import type { Operation } from '../../../shared/operation';
import { analyzerTemplateLocator, templateContentField } from './templateFields';

export const updateAnalyzerTemplate: Operation = {
	option: {
		name: 'Update Analyzer Template',
		value: 'updateTemplate',
		action: 'Update analyzer template',
		description: 'Change how TheHive shows the reports of an analyzer',
		routing: { request: { method: 'PATCH', url: '/connector/cortex/analyzer/template/{analyzerTemplateId}' } },
	},
	fields: [analyzerTemplateLocator, templateContentField],
};
