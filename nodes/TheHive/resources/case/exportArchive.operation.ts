import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { downloadFile, factsOf, outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { archivePassword, archivePasswordField } from './archivePassword';

const passwordField: INodeProperties = { ...archivePasswordField, description: 'Password to encrypt the archive with; it is needed to import it' };

export const exportCaseArchive: Operation = {
	option: {
		name: 'Export Archive',
		value: 'exportArchive',
		action: 'Export case archive',
		description: 'Get a case with all it has as an encrypted archive (.thar) that another TheHive can import; needs a license that allows it',
	},
	fields: [caseLocator, passwordField, outputFieldName],
	async execute(this: IExecuteFunctions) {
		return await eachItem(this, async (itemIndex) => {
			const caseId = idParameter(this, 'caseId', itemIndex);
			const password = archivePassword(this, itemIndex);
			const field = outputFieldOf(this, itemIndex);
			const request = { method: 'GET', path: `/case/${encodeURIComponent(caseId)}/export`, qs: { password }, itemIndex } as const;
			const file = await downloadFile(this, request, { name: `case-${caseId}.thar`, named: true });
			return [{ json: { caseId, ...factsOf(file) }, binary: { [field]: file } }];
		});
	},
	alsoCalls: ['GET /case/{caseId}/export'],
};
