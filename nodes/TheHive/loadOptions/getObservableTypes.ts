import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { DETECT } from '../../shared/fields/observables';
import { theHiveQuery } from '../../shared/request';

/** The observable types of the instance that hold text, after the choice to have the type detected. */
export async function getObservableTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const types = await theHiveQuery(this, [{ _name: 'listObservableType' }, { _name: 'sort', _fields: [{ name: 'asc' }] }], 'pick-observable-type');
	return [
		{ name: 'Detect', value: DETECT, description: 'Find out the type of each value by itself' },
		...types.filter(({ isAttachment }) => isAttachment !== true).map(({ name }) => ({ name: String(name), value: String(name) })),
	];
}
