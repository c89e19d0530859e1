import { readBack } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';

export const activateLicense: Operation = {
	option: {
		name: 'Activate License',
		value: 'activateLicense',
		action: 'Activate license',
		description: 'Use another of the licenses that TheHive was given',
		routing: {
			request: { method: 'PUT', url: '/license/{licenseId}/activate' },
			output: { postReceive: [readBack('/license/{licenseId}')] },
		},
	},
	fields: [
		{
			displayName: 'License ID',
			name: 'licenseId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ~4104',
			description: "The '_id' of the license, as 'Get Many Licenses' gives it",
		},
	],
	alsoCalls: ['GET /license/{licenseId}'],
};
