import { deleted } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { analyzerTemplateLocator } from './templateFields';

export const deleteAnalyzerTemplate: Operation = {
	option: {
		name: 'Delete Analyzer Template',
		value: 'deleteTemplate',
		action: 'Delete analyzer template',
		description: 'Delete an analyzer template permanently',
		routing: {
			request: { method: 'DELETE', url: '/connector/cortex/analyzer/template/{analyzerTemplateId}' },
			output: { postReceive: [deleted('analyzerTemplateId')] },
		},
	},
	fields: [analyzerTemplateLocator],
};
