import type { IExecuteFunctions } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { inputFiles, inputFilesFields } from '../../../shared/files/inputFiles';
import { theHiveUpload } from '../../../shared/files/upload';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { newestOfLog } from '../attachment/logAttachments';

export const addLogAttachments: Operation = {
	option: {
		name: 'Add Attachment',
		value: 'addAttachment',
		action: 'Add attachments to task log',
		description: 'Attach files of the input item to an entry of a task\'s log',
	},
	fields: [logLocator, ...inputFilesFields],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const path = `/log/${encodeURIComponent(idParameter(this, 'logId', itemIndex))}/attachments`;
			const files = await inputFiles(this, itemIndex);
			await theHiveUpload(this, { path, itemIndex }, { files: files.map((file) => ['attachments', file]) });
			return (await newestOfLog(this, itemIndex, files.length)).map((json) => ({ json }));
		});
	},
	alsoCalls: ['POST /log/{logId}/attachments', 'POST /query'],
};
