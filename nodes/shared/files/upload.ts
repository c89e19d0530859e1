import type { IDataObject, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isOutcomeUnknown, requestError, unexpectedAnswer } from '../errors';
import type { TheHiveRequest } from '../request';
import { theHiveResponse } from '../request';
import { isObject } from '../values';
import type { StoredFile } from './storedFile';

/** A multipart form. */
export interface Form {
	/** The `_json` part. */
	json?: IDataObject;
	/** Plain parts. */
	fields?: Record<string, string>;
	/** Files by the name of their part; a part may be repeated. */
	files: Array<[part: string, file: StoredFile]>;
}

export type UploadRequest = Omit<TheHiveRequest, 'method' | 'body' | 'formJson' | 'aroundTry'> & { method?: 'PATCH' | 'POST' };

const NAMED_IN_ERRORS = 10;

function names(files: StoredFile[]): string {
	const first = files.slice(0, NAMED_IN_ERRORS).map(({ name }) => `'${name}'`).join(', ');
	return files.length > NAMED_IN_ERRORS ? `${first} and ${files.length - NAMED_IN_ERRORS} more` : first;
}

/**
 * Sends a form whose files are read from n8n's storage as they go out: memory does not grow with them. The length is
 * announced, the files are read again for a further try, and whatever a try left open is closed.
 * @returns the full answer, its status below 300
 * @throws NodeApiError with TheHive's words; NodeOperationError when a file cannot be read (then TheHive got no complete request)
 */
export async function theHiveUpload(
	context: IExecuteFunctions,
	request: UploadRequest,
	{ json, fields = {}, files: parts }: Form,
): Promise<IN8nHttpFullResponse> {
	const node = context.getNode();
	const { method = 'POST', path, itemIndex } = request;
	const files = parts.map(([, file]) => file);
	const body = new FormData();
	if (json) body.append('_json', JSON.stringify(json));
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	for (const [part, file] of parts) body.append(part, file);
	const aroundTry: TheHiveRequest['aroundTry'] = async (send) => {
		try {
			return await send();
		} catch (thrown) {
			const unread = files.find(({ problem }) => problem !== undefined);
			if (unread) {
				throw new NodeOperationError(node, `The file '${unread.name}' of field '${unread.field}' cannot be read from n8n's storage: ${unread.problem} [item ${itemIndex}]`, {
					itemIndex,
					description: `The request was broken off, so TheHive took none of its files: ${names(files)}. Run the node that gives the file again. (${method} ${path})`,
				});
			}
			const error = requestError(node, thrown, { method, path, itemIndex });
			if (isOutcomeUnknown(error)) {
				error.description = `${error.description ?? ''} Files of this request: ${names(files)}. A proxy that limits the size of requests may also cut the connection.`;
			}
			throw error;
		} finally {
			await Promise.all(files.map(async (file) => await file.release()));
		}
	};
	return await theHiveResponse(context, { ...request, method, body, formJson: json, aroundTry });
}

/** The same where TheHive answers with one object. */
export async function uploadedObject(context: IExecuteFunctions, request: UploadRequest, form: Form): Promise<IDataObject> {
	const { body } = await theHiveUpload(context, request, form);
	if (!isObject(body)) throw unexpectedAnswer(context.getNode(), { ...request, method: 'POST' }, 'an object');
	return body;
}
