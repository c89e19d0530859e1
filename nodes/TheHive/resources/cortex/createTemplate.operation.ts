import type { Operation } from '../../../shared/operation';
import { analyzerNameField, templateContentField } from './templateFields';

export const createAnalyzerTemplate: Operation = {
	option: {
		name: 'Create Analyzer Template',
		value: 'createTemplate',
		action: 'Create analyzer template',
		description: 'Say how TheHive shows the reports of an analyzer',
		routing: { request: { method: 'POST', url: '/connector/cortex/analyzer/template' } },
	},
	fields: [analyzerNameField, templateContentField],
};
