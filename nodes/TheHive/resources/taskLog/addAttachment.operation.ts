import type { IExecuteFunctions } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { inputFiles, inputFilesFields } from '../../../shared/files/inputFiles';
import { logLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { addToLog } from '../attachment/logAttachments';

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
			const files = await inputFiles(this, itemIndex);
			const added = await addToLog(this, itemIndex, { files: files.map((file) => ['attachments', file]) });
			return added.map((json) => ({ json }));
		});
	},
	alsoCalls: ['POST /log/{logId}/attachments', 'POST /query'],
};
