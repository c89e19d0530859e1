import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { choiceOf } from '../../../shared/choice';
import { eachItem } from '../../../shared/eachItem';
import { requestError } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import { tlpField } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { idFrom, idParameter } from '../../../shared/path';
import { theHiveList, theHiveQuery } from '../../../shared/request';
import { isOn } from '../../../shared/toggles';
import { isObject } from '../../../shared/values';
import type { Patience } from '../../../shared/waiting';
import { waitUntil } from '../../../shared/waiting';
import { readableAction } from './actions';
import { cortexServerField, objectLocator, objectTypeField, parametersField, responderLocator, timeoutField, waitField } from './cortexFields';
import { inItemOrder, isOver, notStarted, reasonOf, unsuccessful } from './resultItems';
import type { Started, StartPaths } from './startAll';
import { startAll } from './startAll';
import { cortexOf, namesOf, workerCalled } from './workers';

const bodyOptions: INodeProperties = {
	displayName: 'Options',
	name: 'responderOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [cortexServerField, parametersField, timeoutField, tlpField],
};

const ACTION_PATHS: StartPaths = {
	single: '/connector/cortex/action',
	bulk: '/connector/cortex/actions',
	bulkBody: (actions) => actions,
};

interface Response {
	itemIndex: number;
	responder: string;
	/** `InputAction` */
	body: IDataObject;
	timeoutMs: number;
}

/** What one input item asks for, its responder looked up among those for the record. */
async function planned(context: IExecuteFunctions, itemIndex: number): Promise<Response> {
	const { timeoutSeconds, cortexId, ...chosen } = bodyOf(context, [bodyOptions], itemIndex);
	const objectType = choiceOf(context, objectTypeField, itemIndex);
	const objectId = idParameter(context, 'objectId', itemIndex);
	const wanted = idParameter(context, 'responderId', itemIndex);
	const path = `/connector/cortex/responder/${objectType}/${encodeURIComponent(objectId)}`;
	const offered = await theHiveList(context, { method: 'GET', path, itemIndex });
	const worker = workerCalled(offered, wanted);
	if (!worker) throw fieldError(context.getNode(), itemIndex, 'Responder', `names '${wanted}', but no responder for this record has that name`, `Nothing was started. ${namesOf(offered)}`);
	const cortex = cortexOf(worker, cortexId);
	return {
		itemIndex,
		responder: String(worker.name),
		body: { ...chosen, objectType, objectId, responderId: worker.id, ...(cortex === undefined ? {} : { cortexId: cortex }) },
		timeoutMs: (typeof timeoutSeconds === 'number' ? timeoutSeconds : 600) * 1000,
	};
}

async function outcome(context: IExecuteFunctions, response: Response, { row, error }: Started, wait: boolean): Promise<INodeExecutionData> {
	const { itemIndex, responder, body, timeoutMs } = response;
	const facts = { responderName: responder, objectType: body.objectType, objectId: body.objectId };
	if (!row) return notStarted(context, error, ACTION_PATHS.single, facts, itemIndex);
	if (!wait) return { json: readableAction(row), pairedItem: { item: itemIndex } };
	const patience: Patience = { timeoutMs, abortSignal: context.getExecutionCancelSignal() };
	const look = async () => {
		const [action] = await theHiveQuery(context, [{ _name: 'getAction', idOrName: String(row._id) }], 'wait-for-action', { itemIndex });
		return action ?? row;
	};
	try {
		const { value, done } = await waitUntil(row, isOver, look, patience);
		const action = readableAction(value);
		if (!done) return unsuccessful(context, `${responder} has not finished in time`, action, itemIndex);
		if (action.status !== 'Success') return unsuccessful(context, `${responder} did not succeed: ${reasonOf(action.report)}`, action, itemIndex);
		return { json: action, pairedItem: { item: itemIndex } };
	} catch (thrown) {
		const { message } = requestError(context.getNode(), thrown, { method: 'POST', path: '/query', itemIndex });
		return unsuccessful(context, message, { ...facts, actionId: row._id }, itemIndex);
	}
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const responses: Response[] = [];
	const [unfit = []] = await eachItem(this, async (itemIndex) => {
		responses.push(await planned(this, itemIndex));
		return [];
	});
	const started = await startAll(this, ACTION_PATHS, responses);
	const failure = started.find(({ error }) => error !== undefined)?.error;
	if (failure !== undefined && started.every(({ row }) => !row) && !this.continueOnFail()) {
		throw requestError(this.getNode(), failure, { method: 'POST', path: ACTION_PATHS.single, itemIndex: responses[0]?.itemIndex });
	}
	const items = await Promise.all(
		responses.map(async (response, index) =>
			await outcome(this, response, started[index] ?? { error: new Error('The responder was not started') }, isOn(this, waitField, response.itemIndex))),
	);
	return [inItemOrder([...unfit, ...items])];
}

/** The routed form: starts the responder by its ID and does not wait. */
const sendAction: PreSendAction = async function (request) {
	const read = (name: string) => idFrom(this.getNode(), this.getItemIndex(), name, this.getNodeParameter(name));
	const body: IDataObject = isObject(request.body) ? { ...request.body } : {};
	delete body.timeoutSeconds;
	request.body = { ...body, objectType: choiceOf(this, objectTypeField, this.getItemIndex()), objectId: read('objectId'), responderId: read('responderId') };
	return request;
};

export const runResponder: Operation = {
	option: {
		name: 'Run Responder',
		value: 'runResponder',
		action: 'Run responder',
		description: 'Run a responder on a case, alert, task, observable or task log and return its result',
		routing: {
			request: { method: 'POST', url: '/connector/cortex/action' },
			send: { preSend: [sendAction] },
		},
	},
	fields: [objectTypeField, objectLocator, responderLocator, waitField, bodyOptions],
	execute,
	alsoCalls: ['GET /connector/cortex/responder/{entityType}/{entityId}', 'POST /connector/cortex/actions', 'POST /query'],
};
