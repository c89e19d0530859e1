import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit } from '../../../shared/query/listFields';
import { sendListQuery } from '../../../shared/query/listQuery';

export const getManyAnalyzerTemplates: Operation = {
	option: {
		name: 'Get Many Analyzer Templates',
		value: 'getTemplates',
		action: 'Get many analyzer templates',
		description: 'List the templates by which TheHive shows the reports of analyzers',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-analyzer-templates' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listAnalyzerTemplate' }])] },
		},
	},
	fields: [...returnAllAndLimit],
};
