import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { theHiveQuery } from '../../shared/request';

/** The observable types of the instance that hold a file. */
export async function getFileTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const types = await theHiveQuery(this, [{ _name: 'listObservableType' }, { _name: 'sort', _fields: [{ name: 'asc' }] }], 'pick-file-type');
	return types.filter(({ isAttachment }) => isAttachment === true).map(({ name }) => ({ name: String(name), value: String(name) }));
}
