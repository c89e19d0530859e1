import { readBack } from '../../../shared/answers';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { updateFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { textField } from '../../../shared/fields/typed';
import { caseTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { caseTemplateNameWords, commonCaseTemplateFields } from './caseTemplateFields';

export const updateCaseTemplate: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update case template',
		description: 'Change fields of a case template; tasks that are given replace those it has',
		routing: {
			request: { method: 'PATCH', url: '/caseTemplate/{caseTemplateId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/caseTemplate/{caseTemplateId}')] },
		},
	},
	fields: [
		caseTemplateLocator,
		updateFields('caseTemplateUpdateFields', [
			...commonCaseTemplateFields,
			clearFieldsField({
				Description: 'description',
				'Permissible Actions Protocol (PAP)': 'pap',
				Severity: 'severity',
				Summary: 'summary',
				'Title Prefix': 'titlePrefix',
				'Traffic Light Protocol (TLP)': 'tlp',
			}),
			textField('displayName', 64, { displayName: 'Display Name', placeholder: 'e.g. Phishing Mail', description: 'Name that TheHive shows' }),
			textField('name', 128, caseTemplateNameWords),
		]),
		customFieldsMapper,
	],
};
