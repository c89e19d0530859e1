import type { IExecuteFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';
import { choiceOf } from '../../../shared/choice';
import { eachItem } from '../../../shared/eachItem';
import { errorType, requestError } from '../../../shared/errors';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveList, theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import { readableAction } from './actions';
import { objectLocator, objectTypeField } from './cortexFields';

const readable: PostReceiveAction = async (items) =>
	items.flatMap(({ json }) => {
		const answer: unknown = json;
		const rows: unknown[] = Array.isArray(answer) ? answer : [answer];
		return rows.filter(isObject).map((row) => ({ json: readableAction(row) }));
	});

/** Operations that lead to a record in a query, by the names Cortex has for the kinds. */
const INITIAL = new Map<unknown, string>([
	['alert', 'getAlert'],
	['case', 'getCase'],
	['case_artifact', 'getObservable'],
	['case_task', 'getTask'],
	['case_task_log', 'getLog'],
]);

/** TheHive 5.8 has another route for this, but the query remains. */
async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const type = choiceOf(this, objectTypeField, itemIndex);
		const objectId = idParameter(this, 'objectId', itemIndex);
		const path = `/connector/cortex/action/${type}/${encodeURIComponent(objectId)}`;
		try {
			return (await theHiveList(this, { method: 'GET', path, itemIndex })).map((row) => ({ json: readableAction(row) }));
		} catch (thrown) {
			const error = requestError(this.getNode(), thrown, { method: 'GET', path, itemIndex });
			const initial = INITIAL.get(type);
			if (errorType(error) !== 'NotFound' || initial === undefined) throw error;
			const query = [{ _name: initial, idOrName: objectId }, { _name: 'actions' }];
			return (await theHiveQuery(this, query, 'get-actions', { itemIndex })).map((row) => ({ json: readableAction(row) }));
		}
	});
}

export const getActions: Operation = {
	option: {
		name: 'Get Actions',
		value: 'getActions',
		action: 'Get actions',
		description: 'List the responders that were run on a record, with their reports',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/action/{objectType}/{objectId}' },
			output: { postReceive: [readable] },
		},
	},
	fields: [objectTypeField, objectLocator],
	execute,
	alsoCalls: ['POST /query'],
};
