import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { ALERTS } from '../../../shared/bulk/kinds';
import { recordsById } from '../../../shared/bulk/readRecords';
import { runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import { caseIdOf } from '../../../shared/caseId';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idFrom, idParameter } from '../../../shared/path';
import { theHiveObject } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import { SIMPLE_ALERT } from './alertFields';

/** `alert.maxMergeInCase` of TheHive 5.5.6 and later. */
const MOST = 50;

/** Ids of the cases by what the form calls them: TheHive names the case of an alert by its id, never by its number. */
class CaseIds {
	private readonly known = new Map<string, Promise<string>>();

	private readonly context: IExecuteFunctions;

	constructor(context: IExecuteFunctions) {
		this.context = context;
	}

	async of(idOrNumber: string, itemIndex: number): Promise<string> {
		const id = this.known.get(idOrNumber) ?? caseIdOf(this.context, idOrNumber, itemIndex);
		this.known.set(idOrNumber, id);
		return await id;
	}
}

/** Which of these alerts are in that case already: by the request whose answer was lost, or from an earlier run. */
async function inCase(context: IExecuteFunctions, ids: string[], caseId: string, itemIndex: number): Promise<ReadonlySet<string>> {
	const alerts = await recordsById(context, ALERTS, ids, itemIndex);
	return new Set(ids.filter((id) => alerts.get(id)?.caseId === caseId));
}

export const mergeManyAlertsIntoCase: Operation = {
	option: {
		name: 'Merge Many Into Case',
		value: 'mergeManyIntoCase',
		action: 'Merge many alerts into case',
		description: 'Merge alerts into an existing case, which gets their observables and tags; fifty go out in one request',
		routing: {
			request: { method: 'POST', url: '/alert/merge/_bulk' },
			send: {
				preSend: [
					sendIds('alertIds'),
					async function (options) {
						const caseId = idFrom(this.getNode(), this.getItemIndex(), 'caseId', this.getNodeParameter('caseId'));
						options.body = { ...(isObject(options.body) ? options.body : {}), caseId };
						return options;
					},
				],
			},
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(ALERTS), caseLocator, dryRunField],
	alsoCalls: ['POST /query', 'GET /case/{idOrName}'],
	async execute() {
		const cases = new CaseIds(this);
		const caseOf = async (change: IDataObject, itemIndex: number) => await cases.of(String(change.caseId), itemIndex);
		return await runMany(this, ALERTS, SIMPLE_ALERT, {
			verb: 'merged',
			changeOf: (itemIndex) => ({ caseId: idParameter(this, 'caseId', itemIndex) }),
			send: async (alertIds, change, itemIndex) => {
				const caseId = await caseOf(change, itemIndex);
				await theHiveObject(this, { method: 'POST', path: '/alert/merge/_bulk', body: { caseId, alertIds }, itemIndex });
			},
			alreadyDone: async (ids, itemIndex, change) => await inCase(this, ids, await caseOf(change, itemIndex), itemIndex),
			refusalMayMeanDone: true,
			chunkSize: MOST,
			// two merges at a time would write the same case
			concurrency: 1,
			readBack: false,
			answer: ({ id, itemIndex }) => ({ success: true, _id: id, caseId: idParameter(this, 'caseId', itemIndex) }),
		});
	},
};
