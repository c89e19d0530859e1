import type { IExecuteFunctions } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { outputFieldName } from '../../../shared/files/download';
import { archiveField, downloadOfObservable } from '../../../shared/files/observableFile';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';

export const downloadObservableFile: Operation = {
	option: {
		name: 'Download File',
		value: 'downloadFile',
		action: 'Download file of observable',
		description: 'Get the file of an observable, plain or in an encrypted archive',
	},
	fields: [observableLocator, archiveField, outputFieldName],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => [await downloadOfObservable(this, itemIndex)]);
	},
	alsoCalls: ['GET /observable/{observableId}', 'GET /observable/{observableId}/attachment/{attachmentId}/download'],
};
