import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { unexpectedAnswer } from '../../../shared/errors';
import { additionalFields } from '../../../shared/fields/collections';
import { inputFiles, inputFilesFields } from '../../../shared/files/inputFiles';
import type { Form, UploadRequest } from '../../../shared/files/upload';
import { theHiveUpload } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { fillPath } from '../../../shared/path';
import { asBoolean, isObject } from '../../../shared/values';
import type { AttachedTo } from './attachedTo';
import { attachedToFields, placeOf } from './attachedTo';
import { addToLog } from './logAttachments';

const PLACES: readonly AttachedTo[] = ['alert', 'case', 'currentUser', 'knowledgeBase', 'taskLog'];

const addFields = additionalFields('attachmentAddFields', [
	bodyField(
		'canRename',
		{
			displayName: 'Can Rename',
			name: 'canRename',
			type: 'boolean',
			default: true,
			description: 'Whether TheHive may rename a file when the record has one of the same name',
		},
		asBoolean,
	),
]);

/** Sends the files. @returns their attachments, which TheHive answers with */
async function attached(context: IExecuteFunctions, request: UploadRequest, form: Form): Promise<IDataObject[]> {
	const { body } = await theHiveUpload(context, request, form);
	// a proxy's page has status 200, too
	if (!isObject(body) || !Array.isArray(body.attachments)) throw unexpectedAnswer(context.getNode(), { ...request, method: 'POST' }, 'a list of attachments');
	return body.attachments.filter(isObject);
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const place = placeOf(this, itemIndex, PLACES);
		const path = fillPath(place.add, this.getNode(), itemIndex, (name) => this.getNodeParameter(name, itemIndex, ''));
		const { canRename } = bodyOf(this, [addFields], itemIndex);
		const files = await inputFiles(this, itemIndex);
		const form: Form = {
			fields: canRename === undefined ? {} : { canRename: String(canRename) },
			files: files.map((file) => ['attachments', file]),
		};
		const added = place.initial === 'getLog' ? await addToLog(this, itemIndex, form) : await attached(this, { path, itemIndex }, form);
		return added.map((json) => ({ json }));
	});
}

export const addAttachments: Operation = {
	option: {
		name: 'Add',
		value: 'add',
		action: 'Add attachments',
		description: 'Attach files of the input item to an alert, a case, a task log or the knowledge base',
	},
	fields: [...attachedToFields(PLACES), ...inputFilesFields, addFields],
	execute,
	alsoCalls: [
		'POST /alert/{alertId}/attachments',
		'POST /attachment',
		'POST /case/{caseId}/attachments',
		'POST /log/{logId}/attachments',
		'POST /query',
		'POST /user/current/attachments',
	],
};
