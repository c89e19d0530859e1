import type { Resource } from '../../../shared/operation';
import { getActions } from './getActions.operation';
import { getAnalyzer } from './getAnalyzer.operation';
import { getManyAnalyzers } from './getAnalyzers.operation';
import { getJob } from './getJob.operation';
import { getManyJobs } from './getJobs.operation';
import { getManyResponders } from './getResponders.operation';
import { runAnalyzers } from './runAnalyzers.operation';
import { runResponder } from './runResponder.operation';

export const cortex: Resource = {
	name: 'Cortex',
	value: 'cortex',
	description: 'Analyzers and responders',
	operations: [getActions, getAnalyzer, getJob, getManyAnalyzers, getManyJobs, getManyResponders, runAnalyzers, runResponder],
	startsWith: runAnalyzers,
};
