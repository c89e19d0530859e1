import type { PostReceiveAction } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import { analyzerNameInPath } from './templateFields';

/** TheHive answers the bare text. */
const withName: PostReceiveAction = async function (_items, { body }) {
	return [{ json: { analyzerId: String(this.getNodeParameter('analyzerName')).trim(), content: String(body ?? '') } }];
};

export const getAnalyzerTemplate: Operation = {
	option: {
		name: 'Get Analyzer Template',
		value: 'getTemplate',
		action: 'Get analyzer template',
		description: 'Get the template by which TheHive shows the reports of an analyzer',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/analyzer/template/content/{analyzerName}' },
			output: { postReceive: [withName] },
		},
	},
	fields: [analyzerNameInPath],
};
