import type { INodePropertyCollection } from 'n8n-workflow';
import { readBack } from '../../../shared/answers';
import { requireInBody, rowField, rowsFields } from '../../../shared/body';
import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { nonEmpty, textUpTo } from '../../../shared/values';
import { asLinkType, linkTypeProperty, otherLinkTypeProperty } from './organisationFields';

const linkRow: INodePropertyCollection = {
	displayName: 'Link',
	name: 'link',
	values: [
		rowField(
			'toOrganisation',
			{ displayName: 'Organisation', name: 'toOrganisation', type: 'string', default: '', required: true, placeholder: 'e.g. client-b', description: 'Name of the organisation to link' },
			textUpTo(128),
		),
		rowField('linkType', { ...linkTypeProperty, required: true }, asLinkType),
		rowField('otherLinkType', { ...otherLinkTypeProperty, required: true }, asLinkType),
	],
};

export const setOrganisationLinks: Operation = {
	option: {
		name: 'Set Links',
		value: 'setLinks',
		action: 'Set links of organisation',
		description: 'Set all organisations that one may share cases with; others are unlinked',
		routing: {
			request: { method: 'PUT', url: '/organisation/{organisationId}/links' },
			send: { preSend: [requireInBody('links', 'Links')] },
			output: { postReceive: [readBack('/organisation/{organisationId}')] },
		},
	},
	fields: [
		organisationLocator,
		...rowsFields(
			'links',
			{
				displayName: 'Links',
				name: 'organisationLinks',
				placeholder: 'Add Link',
				description: 'All links the organisation shall have: those that are not among them are removed',
			},
			linkRow,
			nonEmpty,
		),
	],
};
