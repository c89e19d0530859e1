import type { IExecuteFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { closedStatusField } from '../../../shared/bulk/closing';
import { commentFrom, commentProperty, refuseComment } from '../../../shared/bulk/comments';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { CASES, TASKS } from '../../../shared/bulk/kinds';
import { byOrganisation, settingsOf } from '../../../shared/bulk/units';
import { changeFrom, runMany, sendChange, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import { sendUpdate } from '../../../shared/clearFields';
import { beyondRoute } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsJsonField, customFieldsMapper } from '../../../shared/fields/customFields';
import { assigneeField, dateField, summaryField, updateTagsFields } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { saidByAll } from '../../../shared/saidByAll';
import { isOn } from '../../../shared/toggles';
import { impactStatusField, SIMPLE_CASE } from './caseFields';
import type { ClosingState } from './closingObstacles';
import { closingObstacle, closingState } from './closingObstacles';

const FIELDS = 'caseCloseFields';

const closing = [
	closedStatusField,
	additionalFields(FIELDS, [
		assigneeField,
		commentProperty,
		customFieldsJsonField,
		dateField('endDate', { displayName: 'End Date', description: 'When it ended; now if empty' }),
		impactStatusField,
		summaryField,
		...updateTagsFields,
	]),
	customFieldsMapper,
];

const completeTasksProperty: INodeProperties = {
	displayName: 'Complete Mandatory Tasks',
	name: 'completeMandatoryTasks',
	type: 'boolean',
	default: false,
	description: 'Whether to complete open mandatory tasks first, which would keep the case from being closed. TheHive ends the other tasks by itself.',
};

/** preSend for agents that know nothing but routing: one request cannot complete tasks as well. */
const refuseTasks: PreSendAction = async function (options) {
	if (isOn(this, completeTasksProperty, this.getItemIndex())) {
		throw beyondRoute(this, completeTasksProperty.displayName, 'Use Task → Update Many.');
	}
	return options;
};

/** Completes the open mandatory tasks of the cases, which would keep them from being closed. */
async function completeTasks(context: IExecuteFunctions, state: ClosingState, caseIds: string[], itemIndex: number): Promise<void> {
	const ids = caseIds.flatMap((id) => (state.cases.get(id)?.stage === 'Closed' ? [] : (state.openTasks.get(id) ?? []))).map(({ id }) => id);
	if (ids.length > 0) await sendChange(context, TASKS)(ids, { status: 'Completed' }, itemIndex);
}

export const closeCases: Operation = {
	option: {
		name: 'Close',
		value: 'close',
		action: 'Close cases',
		description: 'Close one case or many; what keeps a case from being closed is reported before anything is changed',
		routing: {
			request: { method: 'PATCH', url: '/case/_bulk' },
			send: { preSend: [refuseComment(FIELDS), refuseTasks, sendUpdate, sendIds()] },
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [
		...bulkTargetFields(CASES),
		...closing,
		completeTasksProperty,
		dryRunField,
		bulkOptions,
	],
	alsoCalls: ['POST /query', 'GET /customField', 'PATCH /case/{idOrName}', 'GET /case/{idOrName}', 'PATCH /task/_bulk', 'PATCH /task/{taskId}', 'POST /case/{idOrName}/comment'],
	async execute() {
		const completing = saidByAll(this, completeTasksProperty.displayName, (itemIndex) => isOn(this, completeTasksProperty, itemIndex));
		const send = sendChange(this, CASES);
		const states = new Map<string | undefined, ClosingState>();
		return await runMany(this, CASES, SIMPLE_CASE, {
			verb: 'closed',
			changeOf: (itemIndex) => changeFrom(this, closing, itemIndex),
			commentOf: (itemIndex) => commentFrom(this, FIELDS, itemIndex),
			check: async (changes) => {
				for (const units of byOrganisation(this, [...changes.keys()])) {
					const state = await closingState(this, units);
					states.set(settingsOf(this, units[0]?.itemIndex ?? 0).organisation, state);
					for (const unit of units) {
						const error = closingObstacle(this, state, unit, changes.get(unit) ?? {}, completing);
						if (error) unit.outcome = { state: 'failed', error };
					}
				}
			},
			send: async (ids, change, itemIndex) => {
				const state = states.get(settingsOf(this, itemIndex).organisation);
				if (completing && state) await completeTasks(this, state, ids, itemIndex);
				await send(ids, change, itemIndex);
			},
		});
	},
};
