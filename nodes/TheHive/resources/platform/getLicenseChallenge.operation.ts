import type { IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';

/** TheHive answers with plain text. */
async function challengeAnswer(this: IExecuteSingleFunctions, _items: INodeExecutionData[], { body }: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	return [{ json: { challenge: typeof body === 'string' ? body.trim() : JSON.stringify(body) } }];
}

export const getLicenseChallenge: Operation = {
	option: {
		name: 'Get License Challenge',
		value: 'getLicenseChallenge',
		action: 'Get license challenge',
		description: 'Get the text that a license for this TheHive is requested with',
		routing: {
			request: { method: 'GET', url: '/license/challenge' },
			output: { postReceive: [challengeAnswer] },
		},
	},
	fields: [],
};
