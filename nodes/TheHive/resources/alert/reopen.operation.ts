import { reopenedStatusField } from '../../../shared/bulk/closing';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { ALERTS } from '../../../shared/bulk/kinds';
import { changeFrom, runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import type { Operation } from '../../../shared/operation';
import { SIMPLE_ALERT } from './alertFields';

export const reopenAlerts: Operation = {
	option: {
		name: 'Reopen',
		value: 'reopen',
		action: 'Reopen alerts',
		description: 'Put one closed alert or many back to work; an alert with a case stays imported and is refused',
		routing: {
			request: { method: 'PATCH', url: '/alert/_bulk' },
			send: { preSend: [sendIds()] },
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(ALERTS), reopenedStatusField, dryRunField, bulkOptions],
	alsoCalls: ['POST /query', 'PATCH /alert/{alertId}', 'GET /alert/{alertId}'],
	async execute() {
		return await runMany(this, ALERTS, SIMPLE_ALERT, { verb: 'reopened', changeOf: (itemIndex) => changeFrom(this, [reopenedStatusField], itemIndex) });
	},
};
