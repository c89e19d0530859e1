import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { caseTemplateLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { listOf, nonEmpty } from '../../../shared/values';

export const linkPageTemplates: Operation = {
	option: {
		name: 'Link Page Templates',
		value: 'linkPageTemplates',
		action: 'Link page templates to case template',
		description: 'Set the page templates whose pages the cases made of a case template get',
		routing: {
			request: { method: 'PUT', url: '/caseTemplate/{caseTemplateId}/pageTemplate/link' },
			output: { postReceive: [readBack('/caseTemplate/{caseTemplateId}')] },
		},
	},
	fields: [
		caseTemplateLocator,
		bodyField(
			'pageTemplateIds',
			{
				displayName: 'Page Template IDs',
				name: 'pageTemplateIds',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. ~4104,~8208',
				description: 'Comma-separated page templates, or a list from an expression. Others that are linked now are unlinked.',
			},
			nonEmpty(listOf(64)),
		),
	],
};
