import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { idParameter } from '../../../shared/path';
import { theHiveQuery } from '../../../shared/request';

/**
 * The attachments that a task log got last, in the order they came: TheHive answers an upload to a log with an empty 204.
 * @param count how many were sent
 */
export async function newestOfLog(context: IExecuteFunctions, itemIndex: number, count: number): Promise<IDataObject[]> {
	const query = [
		{ _name: 'getLog', idOrName: idParameter(context, 'logId', itemIndex) },
		{ _name: 'attachments' },
		{ _name: 'sort', _fields: [{ _createdAt: 'desc' }, { _id: 'desc' }] },
		{ _name: 'page', from: 0, to: count },
	];
	return (await theHiveQuery(context, query, 'attachments-of-log', { itemIndex })).reverse();
}
