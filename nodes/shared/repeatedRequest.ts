import type { IDataObject } from 'n8n-workflow';
import { and, eq, where } from './filter/conditions';
import { isObject } from './values';

/** A request and the refusal of its second try, when the first may have been carried out. */
export interface RepeatedRequest {
	method: string;
	/** Below `/api/v1`. */
	path: string;
	body: unknown;
	status: number;
	/** TheHive's name of the refusal. */
	type: string | undefined;
}

/** Runs a query and gives its rows. */
export type RunQuery = (query: IDataObject[]) => Promise<IDataObject[]>;

/** What type, source and reference say: unique in an organisation (OpenAPI `POST /alert`). */
export interface AlertKey {
	type: string;
	source: string;
	sourceRef: string;
}

/** The key in an alert or in the body that creates one. */
export function alertKeyOf(alert: unknown): AlertKey | undefined {
	if (!isObject(alert)) return undefined;
	const { type, source, sourceRef } = alert;
	return typeof type === 'string' && typeof source === 'string' && typeof sourceRef === 'string' ? { type, source, sourceRef } : undefined;
}

/**
 * Query for the alert with that key. TheHive finds it by name in the database itself, whereas a filter asks the search
 * index, which lags; only a key that holds the separator needs the filter.
 */
export function alertByKey({ type, source, sourceRef }: AlertKey): IDataObject[] {
	if (![type, source, sourceRef].some((part) => part.includes(';'))) {
		return [{ _name: 'getAlert', idOrName: `${type};${source};${sourceRef}` }];
	}
	return [{ _name: 'listAlert' }, ...where(and(eq('type', type), eq('source', source), eq('sourceRef', sourceRef)))];
}

/** Whether a key of its own keeps this create from making a second record, so that it may be sent again. */
export function hasNaturalKey(method: string, path: string, body: unknown): boolean {
	return method === 'POST' && path === '/alert' && alertKeyOf(body) !== undefined;
}

function isSameAlert(alert: IDataObject, sent: unknown): boolean {
	return isObject(sent) && alert.title === sent.title && alert.description === sent.description;
}

/**
 * What the first try has done, when the refusal of the second tells: a record that is gone was deleted by it, an alert
 * that exists as sent was created by it.
 * @returns nothing, where the refusal means what it says
 */
export async function doneByFirstTry(request: RepeatedRequest, run: RunQuery): Promise<'deleted' | IDataObject | undefined> {
	const { method, path, body, status, type } = request;
	if (method === 'DELETE' && status === 404 && type === 'NotFoundError') return 'deleted';
	const key = alertKeyOf(body);
	if (type !== 'CreateError' || !key || !hasNaturalKey(method, path, body)) return undefined;
	const [alert] = await run(alertByKey(key));
	return alert && isSameAlert(alert, body) ? alert : undefined;
}
