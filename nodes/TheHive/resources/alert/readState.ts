import type { IDataObject, IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData, PreSendAction } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { ALERTS } from '../../../shared/bulk/kinds';
import { DONE } from '../../../shared/bulk/outcome';
import type { Unit } from '../../../shared/bulk/units';
import { recordsOf } from '../../../shared/bulk/units';
import { idsOfForm, runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import type { Operation } from '../../../shared/operation';
import { theHiveObject } from '../../../shared/request';
import { SIMPLE_ALERT } from './alertFields';

/** What an alert's stage says of whether it was read. */
export interface ReadState {
	option: Pick<Operation['option'], 'name' | 'value' | 'action' | 'description'>;
	/** Status that brings it about. */
	status: string;
	verb: string;
	/** Whether an alert is so already and keeps its status: a verdict is not overwritten. */
	isSo: (alert: IDataObject) => boolean;
	/** Why it cannot become so, if it cannot. */
	obstacle: (alert: IDataObject) => string | undefined;
}

/** Looks at the alerts first: some are so already, some cannot become so. */
async function check(context: IExecuteFunctions, state: ReadState, changes: ReadonlyMap<Unit, IDataObject>): Promise<void> {
	const units = [...changes.keys()];
	const alerts = await recordsOf(context, ALERTS, units);
	for (const unit of units) {
		const alert = alerts.get(unit);
		// one that is not found is sent all the same: TheHive says why
		if (!alert) continue;
		const obstacle = state.obstacle(alert);
		if (state.isSo(alert)) {
			unit.outcome = DONE;
			unit.record = alert;
		} else if (obstacle !== undefined) {
			unit.outcome = { state: 'failed', error: refused(context, unit, obstacle) };
		}
	}
}

function refused(context: IExecuteFunctions, { itemIndex }: Unit, message: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${message} [item ${itemIndex}]`, { itemIndex, description: 'This alert was not changed.' });
}

/** preSend for agents that know nothing but routing: the same look, but an alert that is so already cannot be left out of the request. */
function refuseOthers(state: ReadState): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		const itemIndex = this.getItemIndex();
		for (const id of idsOfForm(this)) {
			const alert = await theHiveObject(this, { method: 'GET', path: `/alert/${encodeURIComponent(id)}`, itemIndex });
			const problem = state.isSo(alert) ? `Alert ${id} is ${String(alert.status)} already, which would be overwritten` : state.obstacle(alert);
			if (problem !== undefined) {
				throw new NodeOperationError(this.getNode(), `${problem} [item ${itemIndex}]`, { itemIndex, description: 'Nothing was changed.' });
			}
		}
		return options;
	};
}

/** Mark as Read and Mark as Unread: the verbs of older versions, which TheHive 5 has as statuses. */
export function markAlerts(state: ReadState): Operation {
	const { option, status, verb } = state;
	return {
		option: {
			...option,
			routing: {
				request: { method: 'PATCH', url: '/alert/_bulk' },
				send: {
					preSend: [async (options) => ({ ...options, body: { status } }), sendIds(), refuseOthers(state)],
				},
				output: { postReceive: [succeededIds] },
			},
		},
		fields: [...bulkTargetFields(ALERTS), dryRunField, bulkOptions],
		alsoCalls: ['POST /query', 'PATCH /alert/{alertId}', 'GET /alert/{alertId}'],
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await runMany(this, ALERTS, SIMPLE_ALERT, {
				verb,
				changeOf: () => ({ status }),
				check: async (changes) => await check(this, state, changes),
			});
		},
	};
}
