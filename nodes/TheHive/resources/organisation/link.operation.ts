import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asLinkType, linkTypeProperty, otherLinkTypeProperty, otherOrganisationField } from './organisationFields';

export const linkOrganisations: Operation = {
	option: {
		name: 'Link',
		value: 'link',
		action: 'Link organisations',
		description: 'Let two organisations share cases with each other',
		routing: {
			request: { method: 'PUT', url: '/organisation/{organisationId}/link/{otherOrganisationId}' },
			output: { postReceive: [readBack('/organisation/{organisationId}')] },
		},
	},
	fields: [
		organisationLocator,
		otherOrganisationField,
		bodyField('linkType', linkTypeProperty, asLinkType),
		bodyField('otherLinkType', otherLinkTypeProperty, asLinkType),
	],
};
