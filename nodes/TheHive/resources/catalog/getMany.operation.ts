import type { Operation } from '../../../shared/operation';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';

export const getManyCatalogs: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many pattern catalogs',
		description: 'Search the catalogs of attack patterns',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-catalogs' } },
			send: { preSend: [sendListQuery(() => [{ _name: 'listCatalog' }], 'catalog')] },
		},
	},
	fields: [...listQueryFields],
};
