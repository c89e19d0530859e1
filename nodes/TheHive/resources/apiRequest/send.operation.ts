import type { GenericValue, IExecuteFunctions, IN8nHttpFullResponse, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { isWebPage, unexpectedAnswer } from '../../../shared/errors';
import { fieldError, fitting } from '../../../shared/fieldError';
import { downloadFile, outputFieldName, outputFieldOf } from '../../../shared/files/download';
import { inputFiles, optionalInputFilesFields } from '../../../shared/files/inputFiles';
import { theHiveUpload } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import type { TheHiveRequest } from '../../../shared/request';
import { theHiveResponse } from '../../../shared/request';
import { isEmpty, isObject } from '../../../shared/values';
import { apiMethod, apiPath, asBody, asQueryParameters, METHODS } from './givenRequest';

const methodProperty: INodeProperties = {
	displayName: 'Method',
	name: 'requestMethod',
	type: 'options',
	options: METHODS.map((method) => ({ name: method, value: method })),
	default: 'GET',
	description: 'What to do',
};

const pathProperty: INodeProperties = {
	displayName: 'Path',
	name: 'requestPath',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. /case/~4104/timeline',
	description: 'Below /api/v1 of the TheHive in the credential; a path that begins with /api/ is taken as it is. Encode what an expression puts into it.',
};

const queryProperty: INodeProperties = {
	displayName: 'Query Parameters (JSON)',
	name: 'requestQuery',
	type: 'string',
	default: '',
	placeholder: 'e.g. { "force": true }',
	description: 'What goes behind the question mark, as a JSON object of names and values',
};

const bodyProperty: INodeProperties = {
	displayName: 'Body (JSON)',
	name: 'requestBody',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. { "title": "Phishing" }',
	description: "JSON object or array to send; beside files, it goes into the form as '_json'",
};

/** Not `requestOptions`, which n8n would add to every operation of the node. */
const OPTIONS = 'apiRequestOptions';

const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Answer',
			name: 'answer',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'Goes into a binary field' },
				{ name: 'JSON', value: 'json' },
			],
			default: 'json',
			description: 'What TheHive answers with',
		},
		{
			displayName: 'File Part',
			name: 'filePart',
			type: 'string',
			default: 'attachments',
			description: 'Name of the part of the form that files go into',
		},
		{
			displayName: 'Split Into Items',
			name: 'split',
			type: 'boolean',
			default: true,
			description: 'Whether a list becomes one item per entry',
		},
	],
};

type Request = Omit<TheHiveRequest, 'body'> & { body?: object };

function requestOf(context: IExecuteFunctions, itemIndex: number): Request {
	const read = <Value>(property: INodeProperties, convert: (value: unknown) => Value): Value => {
		const result = fitting(() => convert(context.getNodeParameter(property.name, itemIndex, property.default)));
		if (!result.ok) throw fieldError(context.getNode(), itemIndex, property.displayName, result.problem);
		return result.value;
	};
	const target = read(pathProperty, apiPath);
	const method = read(methodProperty, apiMethod);
	const qs = read(queryProperty, asQueryParameters);
	const body = read(bodyProperty, asBody);
	if (method === 'GET' && body !== undefined) throw fieldError(context.getNode(), itemIndex, bodyProperty.displayName, 'cannot be sent with GET');
	return {
		...target,
		method,
		itemIndex,
		...(isObject(qs) ? { qs } : {}),
		...(isObject(body) || Array.isArray(body) ? { body } : {}),
	};
}

function plain(value: unknown): GenericValue {
	return typeof value === 'object' || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The answer as items: a list entry by entry, what is no object under `value`, an empty answer as a success. */
function itemsOf(answer: unknown, split: boolean): INodeExecutionData[] {
	if (isEmpty(answer)) return [{ json: { success: true } }];
	const rows: unknown[] = split && Array.isArray(answer) ? answer : [answer];
	return rows.map((row) => ({ json: isObject(row) ? row : { value: plain(row) } }));
}

/** The body of an answer that is TheHive's own. */
function bodyOfAnswer(context: IExecuteFunctions, request: TheHiveRequest, answer: IN8nHttpFullResponse): unknown {
	if (isWebPage(answer)) throw unexpectedAnswer(context.getNode(), request, 'data, not with a web page');
	return answer.body;
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const { body, method, ...request } = requestOf(this, itemIndex);
		const chosen: unknown = this.getNodeParameter(OPTIONS, itemIndex, {});
		const options = isObject(chosen) ? chosen : {};
		const files = await inputFiles(this, itemIndex);
		if (files.length > 0) {
			if (method !== 'POST' && method !== 'PATCH') throw fieldError(this.getNode(), itemIndex, 'Files', 'can be sent with POST or PATCH only');
			if (body && !isObject(body)) throw fieldError(this.getNode(), itemIndex, bodyProperty.displayName, 'must be an object beside files');
			const part = isEmpty(options.filePart) ? 'attachments' : String(options.filePart);
			const answer = await theHiveUpload(this, { ...request, method }, { ...(body ? { json: body } : {}), files: files.map((file) => [part, file]) });
			return itemsOf(bodyOfAnswer(this, { ...request, method }, answer), options.split !== false);
		}
		const complete: TheHiveRequest = { ...request, method, ...(body ? { body } : {}) };
		if (options.answer === 'file') {
			const field = outputFieldOf(this, itemIndex);
			const file = await downloadFile(this, complete);
			return [{ json: { fileName: file.fileName ?? null }, binary: { [field]: file } }];
		}
		const answer = await theHiveResponse(this, complete);
		return itemsOf(bodyOfAnswer(this, complete, answer), options.split !== false);
	});
}

export const sendApiRequest: Operation = {
	option: {
		name: 'Send',
		value: 'send',
		action: 'Send API request',
		description: 'Call any endpoint of TheHive with the credential, with the limits, repetitions and messages of all other operations',
	},
	fields: [methodProperty, pathProperty, queryProperty, bodyProperty, ...optionalInputFilesFields, outputFieldName, optionsProperty],
	execute,
};
