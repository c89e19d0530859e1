import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { requestError } from '../../../shared/errors';
import type { ExpectedFile } from '../../../shared/files/download';
import { downloadFile, factsOf, outputFieldName, outputFieldOf, storeFile } from '../../../shared/files/download';
import { archiveField, downloadOfObservable } from '../../../shared/files/observableFile';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { fillPath, idParameter } from '../../../shared/path';
import { attachedToFields, attachmentLocator, placeOf, RECORDS } from './attachedTo';

const BY_ID = 'anything';
const OBSERVABLE = 'observable';

const shownFor = (...places: string[]): INodeProperties['displayOptions'] => ({ show: { attachedTo: places } });

/**
 * An attachment by its id; where the server finds none, in the way older versions need it, by its record.
 * @param olderPath that older way, filled in
 */
export async function downloadAttachment(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
	olderPath: string | undefined,
	expected: ExpectedFile = {},
): Promise<IBinaryData> {
	const path = `/attachment/${encodeURIComponent(id)}/download`;
	try {
		return await downloadFile(context, { method: 'GET', path, itemIndex }, { name: id, named: true, ...expected });
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'GET', path, itemIndex });
		if (!(error instanceof NodeApiError) || error.httpCode !== '404' || olderPath === undefined) throw error;
	}
	return await downloadFile(context, { method: 'GET', path: olderPath, itemIndex }, { name: id, named: true, ...expected });
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const read = (name: string) => this.getNodeParameter(name, itemIndex, '');
		if (read('attachedTo') === OBSERVABLE) return [await downloadOfObservable(this, itemIndex)];
		const id = idParameter(this, 'attachmentId', itemIndex);
		const field = outputFieldOf(this, itemIndex);
		const olderPath = read('attachedTo') === BY_ID ? undefined : placeOf(this, itemIndex, RECORDS).downloadBefore58;
		const file = await downloadAttachment(this, itemIndex, id, olderPath && fillPath(olderPath, this.getNode(), itemIndex, read));
		return [{ json: { _id: id, ...factsOf(file) }, binary: { [field]: file } }];
	});
}

export const downloadOneAttachment: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download attachment',
		description: 'Get the file of an attachment or of an observable',
		routing: {
			request: { method: 'GET', url: '/attachment/{attachmentId}/download', encoding: 'stream' },
			output: { postReceive: [storeFile()] },
		},
	},
	fields: [
		...attachedToFields(RECORDS, [
			{ name: 'Any Record', value: BY_ID, description: 'By the ID of the attachment alone' },
			{ name: 'Observable', value: OBSERVABLE, description: 'The file of the observable, plain or in an encrypted archive' },
		]),
		{ ...observableLocator, displayOptions: shownFor(OBSERVABLE) },
		{ ...attachmentLocator, displayOptions: shownFor(...RECORDS, BY_ID) },
		{ ...archiveField, displayOptions: shownFor(OBSERVABLE) },
		outputFieldName,
	],
	execute,
	alsoCalls: [
		'GET /alert/{alertId}/attachment/{attachmentId}/download',
		'GET /case/{caseId}/attachment/{attachmentId}/download',
		'GET /log/{logId}/attachment/{attachmentId}/download',
		'GET /observable/{observableId}',
		'GET /observable/{observableId}/attachment/{attachmentId}/download',
	],
};
