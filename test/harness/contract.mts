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

/**
 * Checks recorded exchanges against the official document, unknown keys in answers included.
 * Requests that the sandbox refused on purpose (status 400 and more) only need a valid answer.
 */
export async function expectValidExchanges(exchanges: readonly Exchange[]): Promise<void> {
	if (!validator) return;
	const contract = await validator;
	const problems = exchanges.flatMap((exchange) => {
		const { request, response } = contract.validate(exchange);
		const found = exchange.status < 400 ? [...request, ...response] : response;
		return found.map((problem) => `${exchange.method} ${exchange.path} ${exchange.status}: ${problem}`);
	});
	expect([...new Set(problems)]).toEqual([]);
}
