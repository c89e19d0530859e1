import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem, requestError } from '../../../shared/errors';
import { asJson, isObject } from '../../../shared/values';
import { fitting } from '../../../shared/fieldError';

/**
 * An item of something that did not succeed, with the same fields at the top as one of something that did. n8n's error
 * output takes only items that hold nothing but `error` and `details`: there the fields stand in the details alone.
 */
function withFacts(context: IExecuteFunctions, error: IDataObject['error'], facts: IDataObject, details: IDataObject, itemIndex: number): INodeExecutionData {
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return { json: { ...(hasErrorOutput ? {} : facts), error, details: { ...facts, ...details } }, pairedItem: { item: itemIndex } };
}

/** An item that tells of something that did not succeed although the request did. */
export function unsuccessful(context: IExecuteFunctions, message: string, facts: IDataObject, itemIndex: number): INodeExecutionData {
	return withFacts(context, message, facts, { item: itemIndex }, itemIndex);
}

/** The item of something that could not be started. */
export function notStarted(context: IExecuteFunctions, thrown: unknown, path: string, facts: IDataObject, itemIndex: number): INodeExecutionData {
	const error = requestError(context.getNode(), thrown, { method: 'POST', path, itemIndex });
	const { json } = failedItem(error, itemIndex);
	return withFacts(context, json.error, facts, isObject(json.details) ? json.details : {}, itemIndex);
}

/** Reports are JSON text in TheHive's document and objects in some of its versions. */
export function parsed(value: unknown): IDataObject | IDataObject[] | undefined {
	const result = fitting(() => asJson(value));
	if (!result.ok) return undefined;
	if (Array.isArray(result.value)) return result.value.filter(isObject);
	return isObject(result.value) ? result.value : undefined;
}

/** Items in the order of the input items they belong to. */
export function inItemOrder(items: INodeExecutionData[]): INodeExecutionData[] {
	const place = ({ pairedItem }: INodeExecutionData) => (typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : 0);
	return [...items].sort((a, b) => place(a) - place(b));
}

/** Why a job or action did not succeed, in its own words. */
export function reasonOf(report: unknown): string {
	const content = parsed(report);
	const message = isObject(content) ? (content.errorMessage ?? content.message) : undefined;
	return typeof message === 'string' ? message : 'Cortex gave no reason';
}

/** Whether it has come to an end, well or not. */
export function isOver({ status }: IDataObject): boolean {
	return status !== 'Waiting' && status !== 'InProgress';
}
