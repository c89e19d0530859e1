import type { TheHiveContext } from './request';
import { theHiveObject } from './request';

/**
 * The `_id` of a case that may be named by its number: the same case has one name then.
 * @param idOrNumber e.g. `~4104` or `17`
 * @throws NodeApiError in TheHive's words when there is no such case
 */
export async function caseIdOf(context: TheHiveContext, idOrNumber: string, itemIndex: number): Promise<string> {
	if (idOrNumber.startsWith('~')) return idOrNumber;
	const { _id } = await theHiveObject(context, { method: 'GET', path: `/case/${encodeURIComponent(idOrNumber)}`, itemIndex });
	return String(_id);
}
