import type { IBinaryData, IDataObject, IExecuteFunctions, IExecuteSingleFunctions, IN8nHttpFullResponse, INodeExecutionData, INodeProperties, PostReceiveAction } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { requestError, unexpectedAnswer } from '../errors';
import { fieldError } from '../fieldError';
import type { TheHiveRequest } from '../request';
import { readParameter, theHiveResponse } from '../request';
import { nameFromDisposition, safeFileName } from './fileName';
import type { Content } from './incoming';
import { inLargePieces, isStream } from './incoming';

/** Where a downloaded file goes in the output item. */
export const outputFieldName: INodeProperties = {
	displayName: 'Output Data Field Name',
	name: 'outputDataFieldName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output binary field to put the file in',
	placeholder: 'e.g. data',
};

/** The binary field that the form names for the downloaded file. */
export function outputFieldOf(context: IExecuteFunctions | IExecuteSingleFunctions, itemIndex: number): string {
	const { name, displayName, default: preset } = outputFieldName;
	const field = String(readParameter(context, name, itemIndex, preset) ?? '').trim();
	if (field === '') throw fieldError(context.getNode(), itemIndex, displayName, 'is empty');
	return field;
}

/** What an output item tells of a downloaded file beside the file itself: `{ name, contentType, size }`, the size in bytes. */
export function factsOf({ fileName, mimeType, bytes }: IBinaryData): IDataObject {
	return { name: fileName, contentType: mimeType, ...(bytes === undefined ? {} : { size: bytes }) };
}

/** What is known of a file before it comes. */
export interface ExpectedFile {
	/** Its name, where the server tells none. */
	name?: string;
	/** Its media type; else the one of the answer. */
	contentType?: string;
	/** Whether TheHive gives its name with it, so that a web page without one is none of TheHive's. */
	named?: boolean;
	/** Its length in bytes: a file that comes shorter is refused. */
	size?: number;
}

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/** The bare media type, without parameters; `application/octet-stream` for what is none. */
function mediaType(text: unknown): string {
	const type = String(text ?? '').split(';', 1).join('').trim().toLowerCase();
	return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
}

/**
 * Puts the body of an answer into n8n's binary storage as it comes in.
 * @param response of a request that asked for `encoding: 'stream'`
 * @returns n8n's reference to the file, with a name that is safe to save under; `bytes` is its length
 */
export async function storeAnswer(
	context: IExecuteFunctions | IExecuteSingleFunctions,
	{ body, headers }: IN8nHttpFullResponse,
	expected: ExpectedFile = {},
): Promise<IBinaryData> {
	const given = nameFromDisposition(headers['content-disposition']);
	const name = safeFileName(given === '' ? undefined : given, safeFileName(expected.name));
	const type = mediaType(expected.contentType ?? headers['content-type']);
	const content: Content = isStream(body) ? inLargePieces(body) : Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''));
	return await context.helpers.prepareBinaryData(content, name, type);
}

/** Whether a web page came in place of a file that should have a name: the sign-in page of a proxy, most likely. */
function isPage({ headers }: IN8nHttpFullResponse): boolean {
	return mediaType(headers['content-type']) === 'text/html' && headers['content-disposition'] === undefined;
}

/**
 * Downloads a file into n8n's binary storage, streaming: memory does not grow with the file (except where n8n itself is
 * set to keep binary data in memory). A cut connection is tried again as for any other GET; nothing of a failed try is kept.
 * @param request e.g. `{ method: 'GET', path: '/attachment/~123/download', itemIndex }`
 * @returns n8n's reference to the file, for `binary` of an output item: `{ json, binary: { [field]: file } }`
 * @throws NodeApiError with TheHive's own words
 */
export async function downloadFile(
	context: IExecuteFunctions | IExecuteSingleFunctions,
	request: Omit<TheHiveRequest, 'encoding' | 'aroundTry'>,
	expected: ExpectedFile = {},
): Promise<IBinaryData> {
	const node = context.getNode();
	let file: IBinaryData | undefined;
	const aroundTry: TheHiveRequest['aroundTry'] = async (send) => {
		const response = await send();
		if (expected.named && isPage(response)) throw unexpectedAnswer(node, request, 'a file');
		try {
			file = await storeAnswer(context, response, expected);
		} catch (thrown) {
			throw requestError(node, thrown, request);
		}
		return response;
	};
	await theHiveResponse(context, { ...request, headers: { Accept: '*/*', ...request.headers }, encoding: 'stream', aroundTry });
	if (!file) throw unexpectedAnswer(node, request, 'a file');
	if (expected.size !== undefined && file.bytes !== undefined && file.bytes !== expected.size) {
		throw new NodeOperationError(node, `The file has ${file.bytes} bytes, but TheHive says it has ${expected.size} [item ${request.itemIndex}]`, {
			itemIndex: request.itemIndex,
			description: `A proxy may have changed or shortened it. (${request.method} ${request.path})`,
		});
	}
	return file;
}

/** postReceive of a routed download (`encoding: 'stream'`): puts the file into n8n's binary storage; see `storeAnswer`. */
export function storeFile(expected: ExpectedFile = {}): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, _items: INodeExecutionData[], response: IN8nHttpFullResponse) {
		const field = outputFieldOf(this, this.getItemIndex());
		const file = await storeAnswer(this, response, expected);
		return [{ json: factsOf(file), binary: { [field]: file } }];
	};
}
