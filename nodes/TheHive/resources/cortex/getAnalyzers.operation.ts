import type { INodeProperties, PreSendAction } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import { pickedValue } from '../../../shared/path';
import { asText } from '../../../shared/values';

const dataType: INodeProperties = {
	displayName: 'For Data Type',
	name: 'analyzerDataType',
	type: 'string',
	default: '',
	placeholder: 'e.g. ip',
	description: 'Observable type the analyzers take; all analyzers if empty',
};

const forDataType: PreSendAction = async function (request) {
	const type = asText(pickedValue(this.getNodeParameter('analyzerDataType', '')));
	if (typeof type !== 'string') return { ...request, qs: { ...request.qs, range: 'all' } };
	return { ...request, url: `/connector/cortex/analyzer/type/${encodeURIComponent(type.trim())}` };
};

export const getManyAnalyzers: Operation = {
	option: {
		name: 'Get Many Analyzers',
		value: 'getAnalyzers',
		action: 'Get many analyzers',
		description: 'List the analyzers of the connected Cortex servers',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/analyzer' },
			send: { preSend: [forDataType] },
		},
	},
	fields: [dataType],
	alsoCalls: ['GET /connector/cortex/analyzer/type/{dataType}'],
};
