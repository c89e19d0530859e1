import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { findSimilar, similarFields } from '../../../shared/similarRecords';

export const getSimilarToCase: Operation = {
	option: {
		name: 'Get Similar',
		value: 'getSimilar',
		action: 'Get records similar to case',
		description: 'Find alerts and cases that share observables with a case',
	},
	fields: [caseLocator, ...similarFields, simplifyField],
	execute: findSimilar('case'),
	alsoCalls: ['POST /query', 'GET /case/{caseId}/similar/{alertOrCaseId}/observables'],
};
