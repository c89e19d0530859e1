import type { Operation } from '../../../shared/operation';
import { analyzerLocator } from './cortexFields';

export const getAnalyzer: Operation = {
	option: {
		name: 'Get Analyzer',
		value: 'getAnalyzer',
		action: 'Get analyzer',
		description: 'Get one analyzer with the data types it takes',
		routing: { request: { method: 'GET', url: '/connector/cortex/analyzer/{analyzerId}' } },
	},
	fields: [analyzerLocator],
};
