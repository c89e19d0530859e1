import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** TheHive's official OpenAPI document with its validator; no part of the project, so it may be absent. */
const CONTRACT = new URL('../../../shared/contract/contract.mjs', import.meta.url);

export const contractIsHere = existsSync(fileURLToPath(CONTRACT));

export const contractMissing = `TheHive's OpenAPI document is not beside the project (${fileURLToPath(CONTRACT)})`;

export interface Exchange {
	method: string;
	path: string;
	requestType?: string;
	requestBody?: unknown;
	status: number;
	responseType?: string;
	responseBody?: unknown;
}

interface Verdict {
	ok: boolean;
	operationId: string | null;
	request: string[];
	response: string[];
}

interface Validator {
	validate(exchange: Exchange): Verdict;
}

function isValidator(value: unknown): value is Validator {
	return typeof value === 'object' && value !== null && 'validate' in value && typeof value.validate === 'function';
}

async function strictValidator(): Promise<Validator> {
	const { Contract }: { Contract: new (options: { strictProps: boolean }) => unknown } = await import(CONTRACT.href);
	const validator = new Contract({ strictProps: true });
	if (!isValidator(validator)) throw new Error('The contract has no validator');
	return validator;
}

const validator = contractIsHere ? strictValidator() : undefined;

interface Part {
	name: string;
	filename?: string;
	value?: string;
}

function isPart(value: unknown): value is Part {
	return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** Where the document writes a repeated part as a list; elsewhere it writes one file, though there may be several. */
const LISTS_ATTACHMENTS = /\/attachments?$/;

/** How the document writes that the files of a new alert come in parts of any name. */
const ANY_NAME = '<attachment_name>';

/** Parts of a form as the document describes them: an object, files as text. */
function formOf(parts: readonly unknown[], path: string): Record<string, unknown> {
	const form: Record<string, unknown> = {};
	for (const { name, filename, value } of parts.filter(isPart)) {
		const text = value ?? filename ?? '';
		if (name === '_json') form[name] = JSON.parse(text);
		else if (name === 'attachments' && LISTS_ATTACHMENTS.test(path)) form[name] = [...(Array.isArray(form[name]) ? form[name] : []), text];
		else if (path.endsWith('/alert')) form[ANY_NAME] = text;
		else form[name] = text === 'true' || text === 'false' ? text === 'true' : text;
	}
	// the document knows the type in `_json` only; TheHive takes it from the query string, too
	const [, dataType] = /[?&]dataType=([^&]+)/.exec(path) ?? [];
	if (dataType !== undefined) form['_json'] ??= { dataType };
	return form;
}

/** The exchange as the document writes it: forms as objects, every file as `application/octet-stream`. */
function documented(exchange: Exchange): Exchange {
	const { method, path, requestType, requestBody, status, responseType, responseBody } = exchange;
	const isFile = responseType !== undefined && status < 300 && !/json|text/.test(responseType);
	return {
		method,
		path,
		requestType,
		requestBody: requestType === 'multipart/form-data' && Array.isArray(requestBody) ? formOf(requestBody, path) : requestBody,
		status,
		responseType: isFile ? 'application/octet-stream' : responseType,
		responseBody,
	};
}

/** What n8n's own node asks of the API of TheHive 3 and 4, which TheHive still serves and its document leaves out. */
const LEGACY = /^\/api\/(case|customField|alert\/[^/]+\/merge\/[^/]+)$/;

/** Whether the document could know the exchange: not one that was cut, too large for the HTTP server, or to a path that does not exist. */
function isDocumented({ path, status, responseBody }: Exchange): boolean {
	const noAction = status === 404 && typeof responseBody === 'object' && responseBody !== null && 'type' in responseBody && responseBody.type === 'NotFound';
	return status !== 0 && status !== 413 && !noAction && !LEGACY.test(path);
}

/**
 * Checks recorded exchanges against the official document, unknown keys in answers included.
 * Requests that the sandbox refused (status 400 and more) only need a valid answer.
 */
export async function expectValidExchanges(exchanges: readonly Exchange[]): Promise<void> {
	if (!validator) return;
	const contract = await validator;
	const problems = exchanges.filter(isDocumented).flatMap((exchange) => {
		const { request, response } = contract.validate(documented(exchange));
		const found = exchange.status < 400 ? [...request, ...response] : response;
		return found.map((problem) => `${exchange.method} ${exchange.path} ${exchange.status}: ${problem}`);
	});
	expect([...new Set(problems)]).toEqual([]);
}
