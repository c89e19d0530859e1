import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { choiceOf } from '../choice';
import { idParameter } from '../path';
import { theHiveObject } from '../request';
import { isObject } from '../values';
import { downloadFile, outputFieldOf } from './download';

const ARCHIVES = [
	{ name: 'Encrypted ZIP Archive', value: 'zip', description: 'TheHive packs the file with its password, malware unless its administrator chose another' },
	{ name: 'Plain File', value: 'plain' },
];

/** How the file of an observable is wanted (OpenAPI: `asZip`). */
export const archiveField: INodeProperties = {
	displayName: 'Download As',
	name: 'downloadAs',
	type: 'options',
	options: ARCHIVES,
	default: 'plain',
	description: 'Whether to get the file as it is, or safe from virus scanners and accidental opening',
};

/**
 * The file of an observable, into n8n's storage.
 * @param archive whether as encrypted archive
 * @throws NodeOperationError when the observable has no file
 */
export async function fileOfObservable(context: IExecuteFunctions, itemIndex: number, { _id, attachment, dataType }: IDataObject, archive: boolean): Promise<IBinaryData> {
	const id = String(_id);
	if (!isObject(attachment)) {
		throw new NodeOperationError(context.getNode(), `The observable ${id} has no file: it is of type '${String(dataType)}' [item ${itemIndex}]`, {
			itemIndex,
			description: 'Only observables of types with an attachment, such as file, have one.',
		});
	}
	const name = String(attachment.name ?? id);
	return await downloadFile(
		context,
		{
			method: 'GET',
			path: `/observable/${encodeURIComponent(id)}/attachment/${encodeURIComponent(String(attachment._id))}/download`,
			itemIndex,
			...(archive ? { qs: { asZip: true } } : {}),
		},
		archive
			? { name: `${name}.zip`, contentType: 'application/zip', named: true }
			: {
					name,
					named: true,
					...(typeof attachment.contentType === 'string' ? { contentType: attachment.contentType } : {}),
					...(typeof attachment.size === 'number' ? { size: attachment.size } : {}),
				},
	);
}

/** The file of the observable that the form's `observableId` names, with the observable as JSON. */
export async function downloadOfObservable(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData> {
	const id = idParameter(context, 'observableId', itemIndex);
	const archive = choiceOf(context, archiveField, itemIndex) === 'zip';
	const field = outputFieldOf(context, itemIndex);
	const observable = await theHiveObject(context, { method: 'GET', path: `/observable/${encodeURIComponent(id)}`, itemIndex });
	const file = await fileOfObservable(context, itemIndex, { _id: id, ...observable }, archive);
	return { json: observable, binary: { [field]: file } };
}
