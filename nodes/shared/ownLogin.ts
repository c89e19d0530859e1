import { UnfitValue } from './fieldError';
import type { TheHiveContext } from './request';
import { theHiveObject } from './request';

/** By run of a node: its credential is the same for all items. */
const logins = new WeakMap<object, Promise<string>>();

async function readLogin(context: TheHiveContext, itemIndex: number): Promise<string> {
	const { login } = await theHiveObject(context, { method: 'GET', path: '/user/current', itemIndex });
	if (typeof login !== 'string') throw new UnfitValue('needs to know who the user of the credential is, which TheHive does not tell');
	return login;
}

/**
 * Login of the user of the credential (`GET /user/current`), read once per run of the node.
 * @throws NodeApiError in TheHive's words
 */
export async function ownLogin(context: TheHiveContext, itemIndex: number): Promise<string> {
	const run = 'getExecuteData' in context ? context.getExecuteData() : context;
	const known = logins.get(run) ?? readLogin(context, itemIndex);
	logins.set(run, known);
	known.catch(() => logins.delete(run));
	return await known;
}
