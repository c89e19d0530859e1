import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { simplified } from '../../../shared/answers';
import { converted } from '../../../shared/body';
import { choiceOf } from '../../../shared/choice';
import { eachItem } from '../../../shared/eachItem';
import { outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { archiveField, fileOfObservable } from '../../../shared/files/observableFile';
import { isIn, where } from '../../../shared/filter/conditions';
import type { Operation } from '../../../shared/operation';
import { fillPath } from '../../../shared/path';
import { rowsOfQuery } from '../../../shared/query/pages';
import { theHiveQuery } from '../../../shared/request';
import { asBoolean, isObject } from '../../../shared/values';
import { attachedToFields, attachmentsQuery, placeOf, recordQuery, RECORDS } from './attachedTo';
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

const HAVE_OBSERVABLES = ['alert', 'case'];

const withObservables: INodeProperties = {
	displayName: 'Include Files of Observables',
	name: 'includeObservableFiles',
	type: 'boolean',
	default: false,
	displayOptions: { show: { attachedTo: HAVE_OBSERVABLES } },
	description: 'Whether to get the files of its observables, too',
};

const observablesAs: INodeProperties = { ...archiveField, displayOptions: { show: { attachedTo: HAVE_OBSERVABLES, includeObservableFiles: [true] } } };

function expectedOf({ name, contentType, size }: IDataObject) {
	return {
		...(typeof name === 'string' ? { name } : {}),
		...(typeof contentType === 'string' ? { contentType } : {}),
		...(typeof size === 'number' ? { size } : {}),
	};
}

/** All rows of a query, in the order they were made. */
async function rowsOf(context: IExecuteFunctions, itemIndex: number, query: IDataObject[], label: string): Promise<IDataObject[]> {
	const items = await rowsOfQuery(query, { sort: [], extraData: [] }, async (complete) =>
		(await theHiveQuery(context, complete, label, { itemIndex })).map((json) => ({ json })),
	);
	return items.map(({ json }) => json);
}

/** A file that is to be fetched, and what its output item tells of it. */
interface Wanted {
	json: IDataObject;
	fetch: () => Promise<IBinaryData>;
}

async function attachmentsOf(context: IExecuteFunctions, itemIndex: number): Promise<Wanted[]> {
	const query = await attachmentsQuery(context, itemIndex);
	const { downloadBefore58 } = placeOf(context, itemIndex, RECORDS);
	return (await rowsOf(context, itemIndex, query, 'attachments-to-download')).map((row) => {
		const id = String(row._id);
		const read = (name: string) => (name === 'attachmentId' ? id : context.getNodeParameter(name, itemIndex, ''));
		const olderPath = downloadBefore58 && fillPath(downloadBefore58, context.getNode(), itemIndex, read);
		return { json: simplified(row, SIMPLE_ATTACHMENT), fetch: async () => await downloadAttachment(context, itemIndex, id, olderPath, expectedOf(row)) };
	});
}

/** How the form wants the files of the observables, if it does. */
function observablesWanted(context: IExecuteFunctions, itemIndex: number): string | undefined {
	const isWanted = HAVE_OBSERVABLES.includes(String(context.getNodeParameter('attachedTo', itemIndex, 'case')))
		&& converted(context.getNode(), itemIndex, withObservables, asBoolean, context.getNodeParameter(withObservables.name, itemIndex, false)) === true;
	return isWanted ? choiceOf(context, observablesAs, itemIndex) : undefined;
}

/** The files of the observables; each tells the observable as `observableId`. */
async function observableFilesOf(context: IExecuteFunctions, itemIndex: number, archive: boolean): Promise<Wanted[]> {
	const types = await theHiveQuery(context, [{ _name: 'listObservableType' }], 'file-types', { itemIndex });
	const names = types.filter(({ isAttachment }) => isAttachment === true).map(({ name }) => String(name));
	const query = [await recordQuery(context, itemIndex), { _name: 'observables' }, ...where(isIn('dataType', names))];
	return (await rowsOf(context, itemIndex, query, 'observable-files-to-download')).map((observable) => ({
		json: { ...(isObject(observable.attachment) ? simplified(observable.attachment, SIMPLE_ATTACHMENT) : {}), observableId: observable._id },
		fetch: async () => await fileOfObservable(context, itemIndex, observable, archive),
	}));
}

/** Each file of the record, in the order they were added. */
async function downloaded(context: IExecuteFunctions, itemIndex: number, field: string): Promise<INodeExecutionData[]> {
	const as = observablesWanted(context, itemIndex);
	const ofObservables = async () => (as === undefined ? [] : await observableFilesOf(context, itemIndex, as === 'zip'));
	const wanted = [...(await attachmentsOf(context, itemIndex)), ...(await ofObservables())];
	const results = await Promise.allSettled(wanted.map(async ({ json, fetch }) => ({ json, binary: { [field]: await fetch() } })));
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
		description: 'Get the files of all attachments of an alert, a case, a task log or the knowledge base, and of observables on request',
	},
	fields: [...attachedToFields(RECORDS), withObservables, observablesAs, outputAs, outputFieldName],
	execute,
	alsoCalls: [
		'GET /attachment/{attachmentId}/download',
		'GET /alert/{alertId}/attachment/{attachmentId}/download',
		'GET /case/{caseId}/attachment/{attachmentId}/download',
		'GET /log/{logId}/attachment/{attachmentId}/download',
		'GET /observable/{observableId}/attachment/{attachmentId}/download',
		'GET /user/current',
		'POST /query',
	],
};
