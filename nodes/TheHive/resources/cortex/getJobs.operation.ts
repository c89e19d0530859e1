import type { INodeProperties } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import type { QueryStart } from '../../../shared/query/listQuery';
import { listQueryFields, sendListQuery } from '../../../shared/query/listQuery';
import { SIMPLE_JOB } from './cortexFields';

const scope: INodeProperties = {
	displayName: 'Of',
	name: 'jobsOf',
	type: 'options',
	options: [
		{ name: 'Everything Visible', value: 'all' },
		{ name: 'One Observable', value: 'observable' },
	],
	default: 'observable',
};

const jobs: QueryStart = (read, context, itemIndex) =>
	read('jobsOf') === 'all'
		? [{ _name: 'listJob' }]
		: [{ _name: 'getObservable', idOrName: idFrom(context.getNode(), itemIndex, 'observableId', read('observableId')) }, { _name: 'jobs' }];

export const getManyJobs: Operation = {
	option: {
		name: 'Get Many Jobs',
		value: 'getJobs',
		action: 'Get many jobs',
		description: 'Search analyzer jobs; their reports are extra data called report',
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: 'get-many-jobs' } },
			send: { preSend: [sendListQuery(jobs, 'job')] },
			output: { postReceive: [simplify(SIMPLE_JOB)] },
		},
	},
	fields: [scope, { ...observableLocator, displayOptions: { show: { jobsOf: ['observable'] } } }, ...listQueryFields, simplifyField],
};
