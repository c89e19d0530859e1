import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { eq, where } from '../../../shared/filter/conditions';
import type { WantedOnce } from '../../../shared/findOrCreate';
import { theHiveDone, theHiveObject, theHiveQuery } from '../../../shared/request';

/**
 * The tasks of a case that have exactly this title, upper and lower case included: the oldest two at most.
 * @param caseId `_id` or number
 */
export async function tasksOfTitle(context: IExecuteFunctions, caseId: string, title: string, itemIndex: number): Promise<IDataObject[]> {
	const query = [
		{ _name: 'getCase', idOrName: caseId },
		{ _name: 'tasks' },
		...where(eq('title', title)),
		{ _name: 'sort', _fields: [{ _createdAt: 'asc' }, { _id: 'asc' }] },
		{ _name: 'page', from: 0, to: 2 },
	];
	return await theHiveQuery(context, query, 'tasks-of-title', { itemIndex });
}

/**
 * A task that shall exist once in its case.
 * @param caseId its `_id`: a number would be another name of the same case
 * @param body of a new one, with its title
 */
export function wantedTask(context: IExecuteFunctions, caseId: string, body: IDataObject, itemIndex: number): WantedOnce {
	const title = String(body.title);
	return {
		name: `task '${title}' in case ${caseId}`,
		itemIndex,
		find: async () => await tasksOfTitle(context, caseId, title, itemIndex),
		create: async () => await theHiveObject(context, { method: 'POST', path: `/case/${encodeURIComponent(caseId)}/task`, body, itemIndex }),
		remove: async ({ _id }) => await theHiveDone(context, { method: 'DELETE', path: `/task/${encodeURIComponent(String(_id))}`, itemIndex }),
	};
}
