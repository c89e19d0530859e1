import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { API_BASE_URL_EXPRESSION } from '../shared/instanceUrl';
import { customOperationsOf, describeResources } from '../shared/operation';
import { DEFAULT_CONCURRENCY } from '../shared/pipeline';
import { CREDENTIAL, REQUEST_SETTINGS } from '../shared/request';
import { pairItems, raiseFailedAnswer, routedRequest } from '../shared/routedRequest';
import { listSearch } from './listSearch';
import { loadOptions } from './loadOptions';
import { getCustomFieldColumns } from './resourceMapping/getCustomFieldColumns';
import { resources } from './resources';

export class TheHive implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TheHive SOC',
		name: 'theHive',
		icon: { light: 'file:../../icons/thehive.svg', dark: 'file:../../icons/thehive.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with alerts, cases, observables and everything else in TheHive 5',
		defaults: { name: 'TheHive SOC' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		// keys of users, and what alert feeders sign in with: n8n never shows them in executions
		sensitiveOutputFields: ['apiKey', 'auth.password', 'auth.key'],
		credentials: [{ name: CREDENTIAL, required: true }],
		requestDefaults: {
			baseURL: API_BASE_URL_EXPRESSION,
			headers: { Accept: 'application/json' },
			json: true,
			ignoreHttpStatusErrors: true,
		},
		requestOperations: { pagination: routedRequest },
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: resources.map(({ name, value, description }) => ({ name, value, ...(description ? { description } : {}) })),
				default: 'alert',
				// the first property: its postReceive runs before all others, and every request goes through routedRequest
				routing: { send: { paginate: true }, output: { postReceive: [raiseFailedAnswer] } },
			},
			...describeResources(resources),
			{
				displayName: 'Requests',
				name: REQUEST_SETTINGS,
				type: 'collection',
				isNodeSetting: true,
				placeholder: 'Add Setting',
				default: {},
				options: [
					{
						displayName: 'In Flight',
						name: 'concurrency',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 50 },
						default: DEFAULT_CONCURRENCY,
						description: 'Max number of requests that are sent to this TheHive at the same time, by all nodes together; in queue mode by those of each worker',
					},
					{
						displayName: 'Organisation',
						name: 'organisation',
						type: 'string',
						default: '',
						placeholder: 'e.g. client-a',
						description: 'Organisation to act in, by name or ID, instead of the one in the credential',
					},
				],
				// the last property: its postReceive runs after all others
				routing: { output: { postReceive: [pairItems] } },
			},
		],
	};

	methods = { listSearch, loadOptions, resourceMapping: { getCustomFieldColumns } };

	customOperations = customOperationsOf(resources);
}
