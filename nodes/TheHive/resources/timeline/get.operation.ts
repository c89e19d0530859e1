import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';

/** TheHive wraps the events into one object: here an item for each. */
async function perEvent(this: IExecuteSingleFunctions, _items: INodeExecutionData[], { body }: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const events: unknown[] = isObject(body) && Array.isArray(body.events) ? body.events : [];
	return events.filter(isObject).map((json) => ({ json }));
}

export const getTimeline: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get timeline',
		description: 'Get what happened in a case in order of time, an item for each event',
		routing: {
			request: { method: 'GET', url: '/case/{caseId}/timeline' },
			output: { postReceive: [perEvent] },
		},
	},
	fields: [caseLocator],
};
