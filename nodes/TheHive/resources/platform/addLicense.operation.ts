import { succeeded } from '../../../shared/answers';
import { textField } from '../../../shared/fields/typed';
import type { Operation } from '../../../shared/operation';

export const addLicense: Operation = {
	option: {
		name: 'Add License',
		value: 'addLicense',
		action: 'Add license',
		description: 'Give TheHive a license key and use it from now on',
		routing: {
			request: { method: 'POST', url: '/license' },
			output: { postReceive: [succeeded()] },
		},
	},
	fields: [textField('license', 65_536, { displayName: 'License Key', typeOptions: { password: true }, required: true, description: 'The key as it came from StrangeBee' })],
};
