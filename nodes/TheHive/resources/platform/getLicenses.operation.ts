import type { Operation } from '../../../shared/operation';

export const getManyLicenses: Operation = {
	option: {
		name: 'Get Many Licenses',
		value: 'getLicenses',
		action: 'Get many licenses',
		description: 'List all licenses that this TheHive was given',
		routing: { request: { method: 'GET', url: '/license' } },
	},
	fields: [],
};
