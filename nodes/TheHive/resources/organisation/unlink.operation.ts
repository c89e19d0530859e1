import { readBack } from '../../../shared/answers';
import { organisationLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { otherOrganisationField } from './organisationFields';

export const unlinkOrganisations: Operation = {
	option: {
		name: 'Unlink',
		value: 'unlink',
		action: 'Unlink organisations',
		description: 'Stop two organisations from sharing cases with each other',
		routing: {
			request: { method: 'DELETE', url: '/organisation/{organisationId}/link/{otherOrganisationId}' },
			output: { postReceive: [readBack('/organisation/{organisationId}')] },
		},
	},
	fields: [organisationLocator, otherOrganisationField],
};
