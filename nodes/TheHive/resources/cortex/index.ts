import type { Resource } from '../../../shared/operation';
import { createAnalyzerTemplate } from './createTemplate.operation';
import { deleteAnalyzerTemplate } from './deleteTemplate.operation';
import { getActions } from './getActions.operation';
import { getAnalyzer } from './getAnalyzer.operation';
import { getManyAnalyzers } from './getAnalyzers.operation';
import { getJob } from './getJob.operation';
import { getManyJobs } from './getJobs.operation';
import { getManyResponders } from './getResponders.operation';
import { getAnalyzerTemplate } from './getTemplate.operation';
import { getManyAnalyzerTemplates } from './getTemplates.operation';
import { runAnalyzers } from './runAnalyzers.operation';
import { runResponder } from './runResponder.operation';
import { updateAnalyzerTemplate } from './updateTemplate.operation';

export const cortex: Resource = {
	name: 'Cortex',
	value: 'cortex',
	description: 'Analyzers and responders',
	operations: [
		createAnalyzerTemplate,
		deleteAnalyzerTemplate,
		getActions,
		getAnalyzer,
		getAnalyzerTemplate,
		getJob,
		getManyAnalyzerTemplates,
		getManyAnalyzers,
		getManyJobs,
		getManyResponders,
		runAnalyzers,
		runResponder,
		updateAnalyzerTemplate,
	],
	startsWith: runAnalyzers,
};
