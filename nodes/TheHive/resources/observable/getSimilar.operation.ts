import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import type { QueryStart } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_OBSERVABLE } from './observableFields';

/** Observables of other cases and alerts that have the same type and value. */
const similar: QueryStart = (read, context, itemIndex) => [
	{ _name: 'getObservable', idOrName: idFrom(context.getNode(), itemIndex, 'observableId', read('observableId')) },
	{ _name: 'similar' },
];

const list = recordList({ label: 'get-similar-observables', start: similar, entity: 'observable', simple: SIMPLE_OBSERVABLE });

export const getSimilarObservables: Operation = {
	option: {
		name: 'Get Similar',
		value: 'getSimilar',
		action: 'Get similar observables',
		description: 'Find observables of the same type and value in other cases and alerts',
		routing: list.routing,
	},
	fields: [observableLocator, ...listQueryFields, simplifyField],
	execute: list.execute,
};
