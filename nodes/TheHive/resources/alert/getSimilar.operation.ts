import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { findSimilar, similarFields } from '../../../shared/similarRecords';

export const getSimilarToAlert: Operation = {
	option: {
		name: 'Get Similar',
		value: 'getSimilar',
		action: 'Get records similar to alert',
		description: 'Find alerts and cases that share observables with an alert',
	},
	fields: [alertLocator, ...similarFields, simplifyField],
	execute: findSimilar('alert'),
	alsoCalls: ['POST /query', 'GET /alert/{alertId}/similar/{alertOrCaseId}/observables'],
};
