import type { Operation } from '../../../shared/operation';
import { queryField } from '../../../shared/queryField';
import { asBoolean } from '../../../shared/values';

export const getPlatformStatus: Operation = {
	option: {
		name: 'Get Status',
		value: 'getStatus',
		action: 'Get platform status',
		description: 'Get version, connectors, license and state of this TheHive, for instance before a large run',
		routing: { request: { method: 'GET', url: '/status' } },
	},
	fields: [
		queryField(
			'verbose',
			{
				displayName: 'Verbose',
				name: 'verbose',
				type: 'boolean',
				default: false,
				description: 'Whether to include the state of the cluster and of the database schema',
			},
			asBoolean,
		),
	],
};
