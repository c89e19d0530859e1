import { deleted } from '../../../shared/answers';
import { customFieldLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { queryField } from '../../../shared/queryField';
import { asBoolean } from '../../../shared/values';

export const deleteCustomField: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete custom field',
		description: 'Delete the definition of a custom field; TheHive refuses it for a field in use unless forced',
		routing: {
			request: { method: 'DELETE', url: '/customField/{customFieldId}' },
			output: { postReceive: [deleted('customFieldId')] },
		},
	},
	fields: [
		customFieldLocator,
		queryField(
			'force',
			{
				displayName: 'Force',
				name: 'force',
				type: 'boolean',
				default: false,
				description: 'Whether to delete the field even if it is in use, and with it its values in all alerts and cases',
			},
			asBoolean,
		),
	],
};
