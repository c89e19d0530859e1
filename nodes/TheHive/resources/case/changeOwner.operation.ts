import { succeeded } from '../../../shared/answers';
import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { observableRuleField, taskRuleField } from './caseFields';

export const changeCaseOwner: Operation = {
	option: {
		name: 'Change Owner',
		value: 'changeOwner',
		action: 'Change owner of case',
		description: 'Hand a case over to another organisation',
		routing: {
			request: { method: 'POST', url: '/case/{caseId}/owner' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [
		caseLocator,
		textField('organisation', 128, { name: 'newOwner', displayName: 'New Owner', required: true, placeholder: 'e.g. client-a', description: 'Name or ID of the organisation that shall own the case' }),
		additionalFields('changeOwnerFields', [
			textField('keepProfile', 128, { displayName: 'Keep Access With Profile', placeholder: 'e.g. analyst', description: 'Profile that the organisation keeps in the case; it loses the case if empty' }),
			observableRuleField,
			taskRuleField,
		]),
	],
};
