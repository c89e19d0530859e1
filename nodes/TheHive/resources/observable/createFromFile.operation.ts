import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { answerError, failedItem, unexpectedAnswer } from '../../../shared/errors';
import { inputFiles, inputFilesFields } from '../../../shared/files/inputFiles';
import { theHiveUpload } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { parentFields } from '../../../shared/parent';
import { fillPath } from '../../../shared/path';
import { isObject } from '../../../shared/values';
import { fileObservableBody, fileObservableFields } from './fileFields';

const PATH = '/{parent}/observable';

/** Name of the file that a refusal of TheHive is about (status 207: some observables were created, some refused). */
function refusedFile(failure: IDataObject): IDataObject {
	const object = isObject(failure.object) ? failure.object : {};
	const attachment = isObject(object.attachment) ? object.attachment.name : object.attachment;
	return attachment === undefined ? {} : { file: attachment };
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const path = fillPath(PATH, this.getNode(), itemIndex, (name) => this.getNodeParameter(name, itemIndex, ''));
		const json = fileObservableBody(this, itemIndex);
		const files = await inputFiles(this, itemIndex);
		const { body } = await theHiveUpload(this, { path, itemIndex }, { json, files: files.map((file) => ['attachment', file]) });
		const answer: unknown = body;
		const facts = { method: 'POST', path, itemIndex };
		if (Array.isArray(answer)) return answer.filter(isObject).map((row) => ({ json: row }));
		if (!isObject(answer)) throw unexpectedAnswer(this.getNode(), facts, 'a list');
		const created: unknown[] = Array.isArray(answer.success) ? answer.success : [];
		const refused: unknown[] = Array.isArray(answer.failure) ? answer.failure : [];
		return [
			...created.filter(isObject).map((row) => ({ json: row })),
			...refused.filter(isObject).map((failure) => {
				const item = failedItem(answerError(this.getNode(), { statusCode: 400, body: failure }, facts), itemIndex);
				return { ...item, json: { ...item.json, ...refusedFile(failure) } };
			}),
		];
	});
}

export const createObservablesFromFile: Operation = {
	option: {
		name: 'Create From File',
		value: 'createFromFile',
		action: 'Create observables from files',
		description: 'Add files of the input item to a case or an alert, one observable for each, or for each file in an archive',
	},
	fields: [...parentFields, ...inputFilesFields, fileObservableFields],
	execute,
	alsoCalls: ['POST /alert/{alertId}/observable', 'POST /case/{caseId}/observable'],
};
