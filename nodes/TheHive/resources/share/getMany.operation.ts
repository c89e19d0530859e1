import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { startWithin, withinOneOf } from '../../../shared/query/within';
import { SIMPLE_SHARE } from './shareFields';

const list = recordList({ label: 'get-many-shares', start: startWithin({ all: ['listShare'], case: ['shares'] }), entity: 'share', simple: SIMPLE_SHARE });

export const getManyShares: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shares',
		description: 'Search the shares of a case or of all visible cases, by organisation, profile or rule',
		routing: list.routing,
	},
	fields: [...withinOneOf(['all', 'case']), ...listQueryFields, simplifyField],
	execute: list.execute,
};
