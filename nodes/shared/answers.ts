import type { IDataObject, IExecuteSingleFunctions, IN8nHttpFullResponse, INodeExecutionData, INodeProperties, PostReceiveAction } from 'n8n-workflow';
import { ForeignAnswer, isUnaskedText } from './errors';
import { fillPath, idFrom } from './path';
import { simplifyField } from './query/listFields';
import { rowLimit } from './query/rowLimit';
import type { TheHiveContext } from './request';
import { readParameter, theHiveObject } from './request';
import { isOn } from './toggles';
import { isEmpty, isObject } from './values';

/** Refuses a text where TheHive answers with an empty 204. */
function refuseText(answer: IN8nHttpFullResponse): void {
	if (isUnaskedText(answer)) throw new ForeignAnswer('no text');
}

/** Confirms a deletion: `{ "deleted": true, "id": … }`, the id as the parameter gives it. */
export function deleted(idParameter: string): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, _items, response) {
		refuseText(response);
		const id = idFrom(this.getNode(), this.getItemIndex(), idParameter, this.getNodeParameter(idParameter));
		return [{ json: { deleted: true, id } }];
	};
}

/** Confirms what TheHive answers with an empty 204: `{ "success": true }` and what is given. */
export function succeeded(facts: IDataObject = {}): PostReceiveAction {
	return async (_items, response) => {
		refuseText(response);
		return [{ json: { success: true, ...facts } }];
	};
}

/** Turns off reading the record back after an update. */
export const returnRecordField: INodeProperties = {
	displayName: 'Return Record',
	name: 'returnRecord',
	type: 'boolean',
	default: true,
	description: 'Whether to read the record back and return it as it is after the change, instead of its ID only',
};

/**
 * Reads the record back after a change that TheHive answers with an empty 204, so that the item is as Get gives it.
 * @param path of the record, with placeholders
 * @param idParameter where the form has Return Record: its parameter with the id, which alone is answered when that is off
 */
export function readBack(path: string, idParameter?: string): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, _items, response) {
		refuseText(response);
		const itemIndex = this.getItemIndex();
		if (idParameter !== undefined && !isOn(this, returnRecordField, itemIndex)) {
			return [{ json: { success: true, _id: idFrom(this.getNode(), itemIndex, idParameter, this.getNodeParameter(idParameter)) } }];
		}
		const filled = fillPath(path, this.getNode(), itemIndex, (name) => this.getNodeParameter(name));
		return [{ json: await theHiveObject(this, { method: 'GET', path: filled, itemIndex, holdsPlace: true }) }];
	};
}

/** A bare answer (a number, a text) as a value an item may hold. */
function plainJson(value: unknown): string | number | boolean | null {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	return value === undefined || value === null ? null : JSON.stringify(value);
}

/** What TheHive answered as JSON of items: one for each row of a list, `{ value }` for what is no object. */
export function rowsOfAnswer(answer: unknown): IDataObject[] {
	const rows: unknown[] = Array.isArray(answer) ? answer : [answer];
	return rows.map((row) => (isObject(row) ? row : { value: plainJson(row) }));
}

/** The values of `fields` that a record has. */
export function simplified(record: IDataObject, fields: readonly string[]): IDataObject {
	const simple: IDataObject = {};
	for (const field of fields) if (record[field] !== undefined) simple[field] = record[field];
	return simple;
}

/** A row of a list with the values of `fields` only, and the computed data that was asked for. */
export function simplifiedRow(row: IDataObject, fields: readonly string[]): IDataObject {
	const simple = simplified(row, fields);
	const { extraData } = row;
	return isObject(extraData) && Object.keys(extraData).length > 0 ? { ...simple, extraData } : simple;
}

/** Whether the form wants simplified records: not where it names the fields itself. */
export function isSimplified(context: TheHiveContext, itemIndex: number): boolean {
	const options = readParameter(context, 'listOptions', itemIndex, {});
	const namesFields = isObject(options) && !isEmpty(options.includeFields);
	return !namesFields && isOn(context, simplifyField, itemIndex);
}

/**
 * Keeps at most ten fields of each record while Simplify is on, and the extra data that the options ask for.
 * @param fields in the order they shall stand in
 */
export function simplify(fields: readonly string[]): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		if (!isSimplified(this, this.getItemIndex())) return items;
		return items.flatMap((item) => {
			const answer: unknown = item.json;
			const rows: unknown[] = Array.isArray(answer) ? answer : [answer];
			return rows.filter(isObject).map((row) => ({ json: simplifiedRow(row, fields) }));
		});
	};
}

/** Keeps the first rows of a list that TheHive gives as a whole, as many as the form's Limit says. */
export async function limited(this: IExecuteSingleFunctions, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
	const rows = items.flatMap((item) => {
		const answer: unknown = item.json;
		return Array.isArray(answer) ? answer.filter(isObject).map((json) => ({ json })) : [item];
	});
	return rows.slice(0, rowLimit(this, this.getItemIndex()));
}
