import type { Operation } from '../../../shared/operation';

export const getSharingProfiles: Operation = {
	option: {
		name: 'Get Sharing Profiles',
		value: 'getSharingProfiles',
		action: 'Get sharing profiles',
		description: 'List the kinds of link between organisations, with their profile and sharing rules',
		routing: { request: { method: 'GET', url: '/sharingProfile' } },
	},
	fields: [],
};
