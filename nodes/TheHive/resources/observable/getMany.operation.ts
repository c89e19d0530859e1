import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf, sendListQuery } from '../../../shared/query/listQuery';
import { within, withinFields } from '../../../shared/query/within';
import { SIMPLE_OBSERVABLE } from './observableFields';

export const getManyObservables: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many observables',
		description: 'Search observables of a case, of an alert, or everywhere',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-observables' } },
			send: { preSend: [sendListQuery(within('listObservable', 'observables'), 'observable')] },
			output: { postReceive: [simplify(SIMPLE_OBSERVABLE)] },
		},
	},
	fields: [...withinFields, ...listQueryFieldsOf('observable'), simplifyField],
};
