import { limited, simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { returnAllAndLimit, simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_FEEDER } from './feederFields';

export const getManyAlertFeeders: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many alert feeders',
		description: 'List the alert feeders; with what they sign in with where Simplify is off',
		routing: {
			request: { method: 'GET', url: '/connector/alert-feeder' },
			output: { postReceive: [limited, simplify(SIMPLE_FEEDER)] },
		},
	},
	fields: [...returnAllAndLimit, simplifyField],
};
