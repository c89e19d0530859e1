import { simplify } from '../../../shared/answers';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import type { QueryStart } from '../../../shared/query/listQuery';
import { SIMPLE_OBSERVABLE } from './observableFields';

/** Observables of other cases and alerts that have the same type and value. */
const similar: QueryStart = (read, context, itemIndex) => [
	{ _name: 'getObservable', idOrName: idFrom(context.getNode(), itemIndex, 'observableId', read('observableId')) },
	{ _name: 'similar' },
];

export const getSimilarObservables: Operation = {
	option: {
		name: 'Get Similar',
		value: 'getSimilar',
		action: 'Get similar observables',
		description: 'Find observables of the same type and value in other cases and alerts',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-similar-observables' } },
			send: { preSend: [sendListQuery(similar, 'observable')] },
			output: { postReceive: [simplify(SIMPLE_OBSERVABLE)] },
		},
	},
	fields: [observableLocator, ...listQueryFields, simplifyField],
};
