import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFieldsOf } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { within, withinFields } from '../../../shared/query/within';
import { SIMPLE_OBSERVABLE } from './observableFields';

const list = recordList({ label: 'get-many-observables', start: within('listObservable', 'observables'), entity: 'observable', simple: SIMPLE_OBSERVABLE });

export const getManyObservables: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many observables',
		description: 'Search observables of a case, of an alert, or everywhere',
		routing: list.routing,
	},
	fields: [...withinFields, ...listQueryFieldsOf('observable'), simplifyField],
	execute: list.execute,
};
