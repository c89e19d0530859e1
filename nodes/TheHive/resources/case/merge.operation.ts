import type { Operation } from '../../../shared/operation';

export const mergeCases: Operation = {
	option: {
		name: 'Merge',
		value: 'merge',
		action: 'Merge cases',
		description: 'Merge two or more cases into a new one; the merged cases are deleted',
		routing: { request: { method: 'POST', url: '/case/_merge/{caseIds}' } },
	},
	fields: [
		{
			displayName: 'Case IDs',
			name: 'caseIds',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ~4104,~8208',
			description: 'Comma-separated list of two or more cases to merge, or a list from an expression. TheHive deletes them once the new case holds all they had.',
		},
	],
};
