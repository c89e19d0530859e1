import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { theHiveDone, theHiveObject } from '../../../shared/request';

/**
 * Changes an observable that is there as the form says; tags are added to those it has.
 * @param fields of the form, as for a new observable
 * @returns the observable as Get gives it
 */
export async function updatedExisting(context: IExecuteFunctions, observable: IDataObject, fields: IDataObject, itemIndex: number): Promise<IDataObject> {
	const { tags, ...rest } = fields;
	const body = { ...rest, ...(tags === undefined ? {} : { addTags: tags }) };
	if (Object.keys(body).length === 0) return observable;
	const path = `/observable/${encodeURIComponent(String(observable._id))}`;
	await theHiveDone(context, { method: 'PATCH', path, body, itemIndex });
	return await theHiveObject(context, { method: 'GET', path, itemIndex });
}
