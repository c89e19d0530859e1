import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { simplified } from '../../../shared/answers';
import { choiceOf } from '../../../shared/choice';
import { eachItem } from '../../../shared/eachItem';
import { outputFieldName, outputFieldOf } from '../../../shared/files/download';
import type { Operation } from '../../../shared/operation';
import { fillPath } from '../../../shared/path';
import { rowsOfQuery } from '../../../shared/query/pages';
import { theHiveQuery } from '../../../shared/request';
import { attachedToFields, attachmentsQuery, placeOf, RECORDS } from './attachedTo';
import { SIMPLE_ATTACHMENT } from './attachmentFields';
import { downloadAttachment } from './download.operation';

const OUTPUTS = [
	{ name: 'One Item for All Files', value: 'oneItem', description: 'With a binary field for each: data_0, data_1 and so on' },
	{ name: 'One Item for Each File', value: 'items' },
];

const outputAs: INodeProperties = {
	displayName: 'Output As',
	name: 'outputAs',
	type: 'options',
	options: OUTPUTS,
	default: 'items',
	description: 'How the files are put into output items',
};

function expectedOf({ name, contentType, size }: IDataObject) {
	return {
		...(typeof name === 'string' ? { name } : {}),
		...(typeof contentType === 'string' ? { contentType } : {}),
		...(typeof size === 'number' ? { size } : {}),
	};
}

/** Each attachment of the record with its file, in the order they were added. */
async function downloaded(context: IExecuteFunctions, itemIndex: number, field: string): Promise<INodeExecutionData[]> {
	const query = await attachmentsQuery(context, itemIndex);
	const { downloadBefore58 } = placeOf(context, itemIndex, RECORDS);
	const rows = await rowsOfQuery(query, { sort: [], extraData: [] }, async (complete) =>
		(await theHiveQuery(context, complete, 'attachments-to-download', { itemIndex })).map((json) => ({ json })),
	);
	const results = await Promise.allSettled(
		rows.map(async ({ json }) => {
			const id = String(json._id);
			const read = (name: string) => (name === 'attachmentId' ? id : context.getNodeParameter(name, itemIndex, ''));
			const olderPath = downloadBefore58 && fillPath(downloadBefore58, context.getNode(), itemIndex, read);
			const file = await downloadAttachment(context, itemIndex, id, olderPath, expectedOf(json));
			return { json: simplified(json, SIMPLE_ATTACHMENT), binary: { [field]: file } };
		}),
	);
	return results.map((result) => {
		if (result.status === 'rejected') throw result.reason;
		return result.value;
	});
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const field = outputFieldOf(this, itemIndex);
		const output = choiceOf(this, outputAs, itemIndex);
		const items = await downloaded(this, itemIndex, field);
		if (output !== 'oneItem') return items;
		const binary = Object.fromEntries(items.flatMap((item, index) => Object.values(item.binary ?? {}).map((file) => [`${field}_${index}`, file])));
		return [{ json: { attachments: items.map(({ json }) => json) }, binary }];
	});
}

export const downloadAllAttachments: Operation = {
	option: {
		name: 'Download All',
		value: 'downloadAll',
		action: 'Download all attachments',
		description: 'Get the files of all attachments of an alert, a case, a task log or the knowledge base',
	},
	fields: [...attachedToFields(RECORDS), outputAs, outputFieldName],
	execute,
	alsoCalls: [
		'GET /attachment/{attachmentId}/download',
		'GET /alert/{alertId}/attachment/{attachmentId}/download',
		'GET /case/{caseId}/attachment/{attachmentId}/download',
		'GET /log/{logId}/attachment/{attachmentId}/download',
		'GET /user/current',
		'POST /query',
	],
};
