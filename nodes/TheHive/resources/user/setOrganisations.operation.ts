import type { INodePropertyCollection } from 'n8n-workflow';
import { requireInBody, rowField, rowsFields } from '../../../shared/body';
import { userLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asBoolean, nonEmpty, textUpTo } from '../../../shared/values';
import { organisationNameProperty, profileNameProperty } from './userFields';

const membershipRow: INodePropertyCollection = {
	displayName: 'Organisation',
	name: 'membership',
	values: [
		rowField('organisation', { ...organisationNameProperty, required: true }, textUpTo(128)),
		rowField('profile', { ...profileNameProperty, required: true }, textUpTo(64)),
		rowField(
			'default',
			{
				displayName: 'Default',
				name: 'default',
				type: 'boolean',
				default: false,
				description: 'Whether the user starts in this organisation',
			},
			asBoolean,
		),
	],
};

export const setUserOrganisations: Operation = {
	option: {
		name: 'Set Organisations',
		value: 'setOrganisations',
		action: 'Set organisations of user',
		description: 'Set the organisations of a user with the profile in each; organisations that are not given are left',
		routing: {
			request: { method: 'PUT', url: '/user/{userId}/organisations' },
			send: { preSend: [requireInBody('organisations', 'Organisations')] },
		},
	},
	fields: [
		userLocator,
		...rowsFields(
			'organisations',
			{
				displayName: 'Organisations',
				name: 'organisations',
				placeholder: 'Add Organisation',
				description: 'All organisations the user shall be in: the user leaves those that are not among them',
			},
			membershipRow,
			nonEmpty,
		),
	],
};
