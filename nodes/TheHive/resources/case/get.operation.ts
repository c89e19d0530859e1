import type { IExecuteFunctions } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import { eachItem } from '../../../shared/eachItem';
import type { RecordWithParts } from '../../../shared/includes';
import { getOptions, includeField, partsOf, recordWithParts } from '../../../shared/includes';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { theHiveObject } from '../../../shared/request';
import { SIMPLE_CASE } from './caseFields';

const CASE: RecordWithParts = {
	initial: 'getCase',
	path: '/case',
	simple: SIMPLE_CASE,
	includes: [
		{ name: 'Alerts', value: 'alerts', from: { chained: 'alerts' } },
		{ name: 'Attachments', value: 'attachments', from: { chained: 'attachments' } },
		{ name: 'Comments', value: 'comments', from: { chained: 'comments' } },
		{ name: 'Observables', value: 'observables', from: { chained: 'observables' } },
		{ name: 'Pages', value: 'pages', from: { chained: 'pages' } },
		{ name: 'Procedures', value: 'procedures', from: { chained: 'procedures' } },
		{ name: 'Shares', value: 'shares', from: { path: '/shares' } },
		{ name: 'Similar Alerts', value: 'similarAlerts', from: { chained: 'similarAlertsLight' } },
		{ name: 'Similar Cases', value: 'similarCases', from: { chained: 'similarCasesLight' } },
		{ name: 'Tasks', value: 'tasks', from: { chained: 'tasks' } },
		{ name: 'Timeline', value: 'timeline', from: { path: '/timeline', list: 'events' }, description: 'Needs a license with the timeline' },
	],
};

const INCLUDE = 'caseInclude';

export const getCase: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get case',
		description: 'Get one case, with its tasks, observables and more on demand',
		routing: {
			request: { method: 'GET', url: '/case/{caseId}' },
			output: { postReceive: [simplify(SIMPLE_CASE), partsOf(CASE, INCLUDE)] },
		},
	},
	fields: [caseLocator, includeField(INCLUDE, CASE.includes), simplifyField, getOptions],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const id = idParameter(this, 'caseId', itemIndex);
			const read = async () => await theHiveObject(this, { method: 'GET', path: `/case/${encodeURIComponent(id)}`, itemIndex });
			return [{ json: await recordWithParts(this, CASE, INCLUDE, id, read, itemIndex) }];
		});
	},
	alsoCalls: ['POST /query', 'GET /case/{caseId}/shares', 'GET /case/{caseId}/timeline'],
};
