import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RecordedExchange } from './http/journal.mts';

/** What a contract says of one exchange. */
export interface Verdict {
	readonly ok: boolean;
	readonly operationId: string | null;
	readonly request: readonly string[];
	readonly response: readonly string[];
	readonly notes: readonly string[];
}

interface Validator {
	validate(tuple: object): Verdict;
}

interface ContractModule {
	readonly Contract: new (options: { readonly strictProps?: boolean }) => Validator;
}

/** The official document and its validator lie beside the repository of those who have them. */
const FILE = fileURLToPath(new URL('../../../shared/contract/contract.mjs', import.meta.url));

function isContract(module: object): module is ContractModule {
	return 'Contract' in module && typeof module.Contract === 'function';
}

/**
 * Loads the validator of exchanges against the official OpenAPI document, strict: unknown members of answers count.
 * @returns undefined where the document is not at hand
 */
export async function loadContract(): Promise<((exchange: RecordedExchange) => Verdict) | undefined> {
	if (!existsSync(FILE)) return undefined;
	const module: object = await import(pathToFileURL(FILE).href);
	if (!isContract(module)) throw new Error('the contract has another shape');
	const contract = new module.Contract({ strictProps: true });
	return (exchange) => {
		const json = exchange.requestType === 'application/json';
		const { responseType, responseBody } = exchange;
		// A file comes with its own type; the document knows files as octet streams only.
		const file = exchange.status === 200 && responseBody === undefined && responseType !== 'application/json';
		return contract.validate({
			method: exchange.method,
			path: exchange.path,
			requestBody: json ? exchange.requestBody : undefined,
			requestType: exchange.requestType,
			status: exchange.status,
			responseBody,
			responseType: file && responseType !== undefined ? 'application/octet-stream' : responseType,
		});
	};
}

/** Lines that say what is wrong with exchanges; empty when all conform. What the server refused need not conform. */
export function complaints(exchanges: readonly RecordedExchange[], validate: (exchange: RecordedExchange) => Verdict): string[] {
	return exchanges.flatMap((exchange) => {
		const verdict = validate(exchange);
		if (verdict.ok) return [];
		const faults = [
			...(exchange.status >= 400 ? [] : verdict.request.map((fault) => `request ${fault}`)),
			...verdict.response.map((fault) => `response ${fault}`),
		];
		if (faults.length === 0) return [];
		return [`${exchange.method} ${exchange.path} ${exchange.status}: ${faults.join('; ')}`];
	});
}
