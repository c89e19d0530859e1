import type { INodeProperties } from 'n8n-workflow';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import type { QueryStart } from '../../../shared/query/listQuery';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_JOB } from './cortexFields';

const scope: INodeProperties = {
	displayName: 'Within',
	name: 'jobsOf',
	type: 'options',
	options: [
		{ name: 'Everything Visible', value: 'all' },
		{ name: 'One Observable', value: 'observable' },
	],
	default: 'observable',
	description: 'Whether to look in one record or everywhere the credential may look',
};

const jobs: QueryStart = (read, context, itemIndex) =>
	read('jobsOf') === 'all'
		? [{ _name: 'listJob' }]
		: [{ _name: 'getObservable', idOrName: idFrom(context.getNode(), itemIndex, 'observableId', read('observableId')) }, { _name: 'jobs' }];

const list = recordList({ label: 'get-many-jobs', start: jobs, entity: 'job', simple: SIMPLE_JOB });

export const getManyJobs: Operation = {
	option: {
		name: 'Get Many Jobs',
		value: 'getJobs',
		action: 'Get many jobs',
		description: 'Search analyzer jobs; their reports are extra data called report',
		routing: list.routing,
	},
	fields: [scope, { ...observableLocator, displayOptions: { show: { jobsOf: ['observable'] } } }, ...listQueryFields, simplifyField],
	execute: list.execute,
};
