import type { Operation } from '../../../shared/operation';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';

export const getManyObservableTypes: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many observable types',
		description: 'Search the types that observables can have',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-observable-types' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listObservableType' }], 'observableType')] },
		},
	},
	fields: [...listQueryFields],
};
