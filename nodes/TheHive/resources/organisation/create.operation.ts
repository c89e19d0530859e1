import { additionalFields } from '../../../shared/fields/collections';
import { LONG_TEXT } from '../../../shared/fields/record';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';
import { commonOrganisationFields, organisationDescriptionWords, organisationNameWords } from './organisationFields';

export const createOrganisation: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create organisation',
		description: 'Create an organisation, such as a client of a managed SOC',
		routing: { request: { method: 'POST', url: '/organisation' } },
	},
	fields: [
		textField('name', 64, { ...organisationNameWords, name: 'organisationName', required: true }),
		textField('description', LONG_TEXT, { ...organisationDescriptionWords, name: 'organisationDescription', required: true }),
		additionalFields('organisationCreateFields', commonOrganisationFields),
	],
};
