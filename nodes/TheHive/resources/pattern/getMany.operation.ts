import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_PATTERN } from './patternFields';

export const getManyPatterns: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many patterns',
		description: 'Search the techniques of ATT&CK by ID, name, tactic or platform',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-patterns' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listPattern' }], 'pattern')] },
			output: { postReceive: [simplify(SIMPLE_PATTERN)] },
		},
	},
	fields: [...listQueryFields, simplifyField],
};
