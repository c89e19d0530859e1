import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { eq, where } from '../../../shared/filter/conditions';
import { theHiveQuery } from '../../../shared/request';

/**
 * The tasks of a case that have exactly this title, upper and lower case included, the oldest first.
 * @param caseId `_id` or number
 */
export async function tasksOfTitle(context: IExecuteFunctions, caseId: string, title: string, itemIndex: number): Promise<IDataObject[]> {
	const query = [
		{ _name: 'getCase', idOrName: caseId },
		{ _name: 'tasks' },
		...where(eq('title', title)),
		{ _name: 'sort', _fields: [{ _createdAt: 'asc' }] },
	];
	return await theHiveQuery(context, query, 'tasks-of-title', { itemIndex });
}
