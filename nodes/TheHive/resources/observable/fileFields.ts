import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { tagsField } from '../../../shared/fields/record';
import { asBoolean, textUpTo } from '../../../shared/values';
import { commonObservableFields } from './observableFields';

/** What TheHive itself packs downloads with, and the custom among those who exchange malware. */
const USUAL_PASSWORD = 'malware';

const archiveFields: INodeProperties[] = [
	bodyField(
		'dataType',
		{
			displayName: 'Data Type Name or ID',
			name: 'dataType',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getFileTypes' },
			default: 'file',
			description:
				'Observable type of TheHive that holds a file. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		textUpTo(64),
	),
	bodyField(
		'isZip',
		{
			displayName: 'Unpack Archive',
			name: 'isZip',
			type: 'boolean',
			default: false,
			description: 'Whether the files are ZIP archives of which TheHive makes one observable for each file inside',
		},
		asBoolean,
	),
	bodyField(
		'zipPassword',
		{
			displayName: 'Archive Password',
			name: 'zipPassword',
			type: 'string',
			typeOptions: { password: true },
			default: USUAL_PASSWORD,
			description: 'Password of the archives to unpack',
		},
		textUpTo(512),
	),
];

/** What is said of the observables that are made of files; the same for all files of an item. */
export const fileObservableFields: INodeProperties = {
	displayName: 'File Observable Fields',
	name: 'fileObservableFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [...archiveFields, ...commonObservableFields, tagsField].sort((a, b) => a.displayName.localeCompare(b.displayName)),
};

/** The fields of the file observables of an item, as `InputCreateObservable` has them, without the file. */
export function fileObservableBody(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const { zipPassword, ...body } = bodyOf(context, [fileObservableFields], itemIndex);
	return { dataType: 'file', ...body, ...(body.isZip === true ? { zipPassword: zipPassword ?? USUAL_PASSWORD } : {}) };
}
