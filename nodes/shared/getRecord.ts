import type { IDataObject, IExecuteFunctions, INodePropertyRouting } from 'n8n-workflow';
import { simplified, simplify } from './answers';
import { eachItem } from './eachItem';
import type { ProgrammaticOperation } from './operation';
import { nodeOf, parameterOf } from './parameters';
import { fillPath, idParameter } from './path';
import { simplifyField } from './query/listFields';
import { onlyRow, sendOneRowQuery, unknownRecord } from './query/oneRow';
import { theHiveObject, theHiveQuery } from './request';
import { isOn } from './toggles';

/** Get of one record: as a route, and for all input items at once, which costs n8n half as much for each. */
interface GetRecord {
	routing: INodePropertyRouting;
	execute: ProgrammaticOperation;
}

/** @param simple fields that Simplify keeps, where the form has it */
function readEach(read: (context: IExecuteFunctions, itemIndex: number) => Promise<IDataObject>, simple: readonly string[] | undefined): ProgrammaticOperation {
	return async function (this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const record = await read(this, itemIndex);
			const isSimple = simple !== undefined && isOn(this, simplifyField, itemIndex);
			return [{ json: isSimple ? simplified(record, simple) : record }];
		});
	};
}

/** @param path of the record, with placeholders */
export function getByPath(path: string, simple?: readonly string[]): GetRecord {
	return {
		routing: {
			request: { method: 'GET', url: path },
			...(simple ? { output: { postReceive: [simplify(simple)] } } : {}),
		},
		execute: readEach(async (context, itemIndex) => {
			const filled = fillPath(path, nodeOf(context), itemIndex, (name) => parameterOf(context, name, itemIndex));
			return await theHiveObject(context, { method: 'GET', path: filled, itemIndex });
		}, simple),
	};
}

/**
 * Of a record without an endpoint of its own.
 * @param operation initial operation of the query, which takes `idOrName`
 * @param parameter the picker that holds the id
 * @param label names the query in the server's log
 */
export function getByQuery(operation: string, parameter: string, label: string, simple?: readonly string[]): GetRecord {
	return {
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: label } },
			send: { preSend: [sendOneRowQuery(operation, parameter)] },
			output: { postReceive: [onlyRow(parameter), ...(simple ? [simplify(simple)] : [])] },
		},
		execute: readEach(async (context, itemIndex) => {
			const id = idParameter(context, parameter, itemIndex);
			const [row] = await theHiveQuery(context, [{ _name: operation, idOrName: id }], label, { itemIndex });
			if (!row) throw unknownRecord(context.getNode(), itemIndex, parameter, id);
			return row;
		}, simple),
	};
}
