import { reopenedStatusField } from '../../../shared/bulk/closing';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { CASES } from '../../../shared/bulk/kinds';
import { changeFrom, runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import type { Operation } from '../../../shared/operation';
import { SIMPLE_CASE } from './caseFields';

export const reopenCases: Operation = {
	option: {
		name: 'Reopen',
		value: 'reopen',
		action: 'Reopen cases',
		description: 'Put one closed case or many back to work',
		routing: {
			request: { method: 'PATCH', url: '/case/_bulk' },
			send: { preSend: [sendIds()] },
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(CASES), reopenedStatusField, dryRunField, bulkOptions],
	alsoCalls: ['POST /query', 'PATCH /case/{idOrName}', 'GET /case/{idOrName}'],
	async execute() {
		return await runMany(this, CASES, SIMPLE_CASE, { verb: 'reopened', changeOf: (itemIndex) => changeFrom(this, [reopenedStatusField], itemIndex) });
	},
};
