import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const getOrganisationLinks: Operation = {
	option: {
		name: 'Get Links',
		value: 'getLinks',
		action: 'Get links of organisation',
		description: 'List the organisations that one may share cases with, and how',
		routing: { request: { method: 'GET', url: '/organisation/{organisationId}/links' } },
	},
	fields: [organisationLocator],
};
