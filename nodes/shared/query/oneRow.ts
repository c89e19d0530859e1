import type { IDataObject, IExecuteSingleFunctions, IN8nHttpFullResponse, INode, INodeExecutionData, PostReceiveAction, PreSendAction } from 'n8n-workflow';
import { fieldError } from '../fieldError';
import { labelOf } from '../labels';
import { idFrom } from '../path';
import { theHiveQuery } from '../request';
import { isObject } from '../values';

/** Records without an endpoint of their own are read by a query such as `getPageTemplate`. */
function readQuery(context: IExecuteSingleFunctions, operation: string, parameter: string): IDataObject[] {
	const id = idFrom(context.getNode(), context.getItemIndex(), parameter, context.getNodeParameter(parameter));
	return [{ _name: operation, idOrName: id }];
}

/** Error of a query that found nothing. */
export function unknownRecord(node: INode, itemIndex: number, parameter: string, id: string) {
	return fieldError(
		node,
		itemIndex,
		labelOf(parameter),
		`is '${id}', which TheHive does not know`,
		'It does not exist, or the user of the credential may not see it. Check the ID, its kind and the organisation.',
	);
}

function unknownToItem(context: IExecuteSingleFunctions, parameter: string) {
	const node = context.getNode();
	const itemIndex = context.getItemIndex();
	return unknownRecord(node, itemIndex, parameter, idFrom(node, itemIndex, parameter, context.getNodeParameter(parameter)));
}

/**
 * preSend of a Get over `POST /query`.
 * @param operation initial operation that takes `idOrName`, e.g. `getPageTemplate`
 * @param parameter the picker that holds the id
 */
export function sendOneRowQuery(operation: string, parameter: string): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		options.body = { query: readQuery(this, operation, parameter) };
		return options;
	};
}

/**
 * postReceive of a Get over `POST /query`: its only row.
 * @throws NodeOperationError naming the picker when the query found nothing
 */
export function onlyRow(parameter: string): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, _items: INodeExecutionData[], response: IN8nHttpFullResponse) {
		const rows: unknown[] = Array.isArray(response.body) ? response.body : [];
		const row = rows.find(isObject);
		if (!row) throw unknownToItem(this, parameter);
		return [{ json: row }];
	};
}

/**
 * Reads a record back by a query after a change that TheHive answers with an empty 204; see `readBack`.
 * @param operation initial operation that takes `idOrName`; may depend on the form
 */
export function readBackByQuery(operation: string | ((context: IExecuteSingleFunctions) => string), parameter: string): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions) {
		const query = readQuery(this, typeof operation === 'string' ? operation : operation(this), parameter);
		const [row] = await theHiveQuery(this, query, 'read-back', { itemIndex: this.getItemIndex(), holdsPlace: true });
		if (!row) throw unknownToItem(this, parameter);
		return [{ json: row }];
	};
}
