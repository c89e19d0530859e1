import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { DETECT } from '../../shared/fields/observables';
import { theHiveQuery } from '../../shared/request';

async function typesOf(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	return await theHiveQuery(context, [{ _name: 'listObservableType' }, { _name: 'sort', _fields: [{ name: 'asc' }] }], 'pick-observable-type');
}

const asOption = ({ name }: IDataObject): INodePropertyOptions => ({ name: String(name), value: String(name) });

/** The observable types of the instance that hold text, after the choice to have the type detected. */
export async function getObservableTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const types = await typesOf(this);
	return [
		{ name: 'Detect', value: DETECT, description: 'Find out the type of each value by itself' },
		...types.filter(({ isAttachment }) => isAttachment !== true).map(asOption),
	];
}

/** All of them: what an observable that is there can be made, be it text or a file. */
export async function getAllObservableTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await typesOf(this)).map(asOption);
}
