import { unexpectedAnswer } from './errors';
import type { TheHiveContext, TheHiveRequest } from './request';
import { theHiveObject } from './request';

/** By run of a node: its credential is the same for all items. */
const logins = new WeakMap<object, Promise<string>>();

async function readLogin(context: TheHiveContext, more: Partial<TheHiveRequest>): Promise<string> {
	const request: TheHiveRequest = { ...more, method: 'GET', path: '/user/current' };
	const { login } = await theHiveObject(context, request);
	if (typeof login !== 'string') throw unexpectedAnswer(context.getNode(), request, 'the login of the user of the credential');
	return login;
}

/**
 * Login of the user of the credential (`GET /user/current`), read once per run of the node.
 * @param more what the request needs beside its path: the item it belongs to, or the settings of a background loop
 * @throws NodeApiError in TheHive's words
 */
export async function ownLogin(context: TheHiveContext, more: Partial<TheHiveRequest>): Promise<string> {
	const run = 'getExecuteData' in context ? context.getExecuteData() : context;
	const known = logins.get(run) ?? readLogin(context, more);
	logins.set(run, known);
	known.catch(() => logins.delete(run));
	return await known;
}
