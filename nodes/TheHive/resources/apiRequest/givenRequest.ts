import type { IHttpRequestMethods } from 'n8n-workflow';
import { fitting, UnfitValue } from '../../../shared/fieldError';
import type { Converter } from '../../../shared/values';
import { asJson, asJsonObject, isEmpty, isObject } from '../../../shared/values';

/** What TheHive's API knows. */
export const METHODS: IHttpRequestMethods[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** A path that stays below the `/api` of the credential's address. */
export interface ApiPath {
	/** Begins with a slash. */
	path: string;
	/** Whether the path is below `/api` rather than below `/api/v1`. */
	belowApi: boolean;
}

function isWayOut(segment: string): boolean {
	const step = fitting(() => decodeURIComponent(segment));
	if (!step.ok) throw new UnfitValue(`has a percent sign that encodes nothing, in '${segment}'`);
	return /^\.{1,2}$|[\\/]/.test(step.value);
}

/** What an expression that finds nothing leaves in a path. */
const NOTHING = /^(?:undefined|null|NaN|\[object \w+\])?$/;

/** Refuses steps by which a request would reach the whole collection, or a record nobody meant. */
function refuseNothing(steps: string[]): void {
	// some endpoints take several ids in one step
	const parts = steps.flatMap((step) => decodeURIComponent(step).split(',')).map((part) => part.trim());
	const nothing = parts.find((part) => NOTHING.test(part));
	if (nothing === '') throw new UnfitValue("has an empty step: '//', or a '/' or comma at the end. An expression in it may have given nothing");
	if (nothing !== undefined) throw new UnfitValue(`has '${nothing}' as a step: an expression in it has given nothing`);
}

/**
 * The path a user typed: below `/api/v1`, or from `/api/` on.
 * @throws UnfitValue for whatever could lead to another host or out of the API: the credential must not go there
 */
export function apiPath(value: unknown): ApiPath {
	if (isEmpty(value)) throw new UnfitValue('is empty');
	if (typeof value !== 'string') throw new UnfitValue('needs text');
	const text = value.trim();
	if (/^[a-z][a-z0-9+.-]*:/i.test(text)) throw new UnfitValue('must be a path, not an address: requests only go to the TheHive of the credential');
	if (text.startsWith('//')) throw new UnfitValue("must not begin with '//', which names another host");
	if (/\[object \w+\]/.test(text)) throw new UnfitValue('has an object in it: an expression must give a text or a number');
	// what a server or a proxy might read otherwise than it looks
	if (/[\s\\#{}]/.test(text)) throw new UnfitValue('must not have spaces, backslashes, # or braces: encode them');
	if (text.includes('?')) throw new UnfitValue("must not have a '?': give what is behind it as query parameters");
	const path = text.startsWith('/') ? text : `/${text}`;
	if (path.slice(1).split('/').some(isWayOut)) throw new UnfitValue("must not have '.', '..' or encoded slashes as steps");
	if (/^\/(?:api\/?(?:v1\/?)?)?$/.test(path)) throw new UnfitValue('names no endpoint');
	refuseNothing(path.slice(1).split('/'));
	if (path.startsWith('/api/v1/')) return { path: path.slice('/api/v1'.length), belowApi: false };
	if (path.startsWith('/api/')) return { path: path.slice('/api'.length), belowApi: true };
	return { path, belowApi: false };
}

/** One of the methods that TheHive's API has. @throws UnfitValue for any other */
export function apiMethod(value: unknown): IHttpRequestMethods {
	const wanted = String(value).trim().toUpperCase();
	const method = METHODS.find((known) => known === wanted);
	if (method === undefined) throw new UnfitValue(`cannot be '${String(value)}'. Choose one of: ${METHODS.join(', ')}`);
	return method;
}

/** A JSON object of query parameters. Empty values are refused: what they limit would become everything. */
export const asQueryParameters: Converter = (value) => {
	const given = asJsonObject(value);
	if (!isObject(given)) return undefined;
	return Object.fromEntries(
		Object.entries(given).map(([name, entry]) => {
			if (isEmpty(entry)) throw new UnfitValue(`has no value for '${name}'`);
			return [name, typeof entry === 'object' ? JSON.stringify(entry) : String(entry)];
		}),
	);
};

/** The JSON body: an object or a list. */
export const asBody: Converter = (value) => {
	const body = asJson(value);
	if (body === undefined || isObject(body) || Array.isArray(body)) return body;
	throw new UnfitValue('needs a JSON object or array');
};
