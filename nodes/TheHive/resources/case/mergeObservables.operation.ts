import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const mergeCaseObservables: Operation = {
	option: {
		name: 'Merge Duplicate Observables',
		value: 'mergeObservables',
		action: 'Merge duplicate observables of case',
		description: 'Make one of the observables of a case that have the same type and value; the counts tell what happened',
		routing: { request: { method: 'POST', url: '/case/{caseId}/observable/_merge' } },
	},
	fields: [caseLocator],
};
