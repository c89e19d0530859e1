import { simplify } from '../../../shared/answers';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { jobIdField, SIMPLE_JOB } from './cortexFields';

export const getJob: Operation = {
	option: {
		name: 'Get Job',
		value: 'getJob',
		action: 'Get job',
		description: 'Get one analyzer job with its report',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/job/{jobId}' },
			output: { postReceive: [simplify(SIMPLE_JOB)] },
		},
	},
	fields: [jobIdField, simplifyField],
};
