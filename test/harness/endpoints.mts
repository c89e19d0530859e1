import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Operation, Resource } from '../../nodes/shared/operation';

/** Which operations of TheHive's official document a named operation of the node reaches. */

/** An operation of the document. */
export interface Endpoint {
	method: string;
	/** As the document has it: `/api/v1/case/{caseId}/task`. */
	path: string;
	operationId: string;
	tags: string[];
	deprecated: boolean;
}

/** TheHive's list of operations; no part of the project, so it may be absent. */
const DOCUMENT = new URL('../../../shared/contract/operations.json', import.meta.url);

export const documentIsHere = existsSync(fileURLToPath(DOCUMENT));

export const documentMissing = `TheHive's list of operations is not beside the project (${fileURLToPath(DOCUMENT)}), so nothing can be compared.`;

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The operations of the document. @throws when it is not there, or is no such list */
export function documentedEndpoints(): Endpoint[] {
	const document: unknown = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
	const list: unknown = isRecord(document) ? document.operations : undefined;
	if (!Array.isArray(list)) throw new Error(`${fileURLToPath(DOCUMENT)} holds no operations`);
	return list.filter(isRecord).map(({ method, path, operationId, tags, deprecated }) => ({
		method: String(method),
		path: String(path),
		operationId: String(operationId),
		tags: Array.isArray(tags) ? tags.map(String) : [],
		deprecated: deprecated === true,
	}));
}

/** Placeholders have other names on each side: only their places count. `{parent}` of the node is a case or an alert. */
function forms(request: string): string[] {
	const [method = 'GET', path = ''] = request.split(' ');
	const bare = path.replace(/^\/api\/v1(?=\/)/, '');
	const paths = bare.includes('{parent}') ? ['alert', 'case'].map((kind) => bare.replace('{parent}', `${kind}/{}`)) : [bare];
	return paths.map((one) => `${method.toUpperCase()} ${one.replace(/\{\w*\}/g, '{}')}`);
}

/** What an operation of the node may send, in the comparable form: `POST /case/{}/task`. */
export function requestsOf({ option, alsoCalls = [] }: Operation): string[] {
	const request = option.routing?.request;
	const routed = request?.url ? [`${request.method ?? 'GET'} ${request.url}`] : [];
	return [...routed, ...alsoCalls].flatMap(forms);
}

export interface Coverage {
	reached: Endpoint[];
	missing: Endpoint[];
	/** Requests of the node that the document does not have, with the operation that sends them. */
	unknown: string[];
}

/** Compares what the node's named operations send with the document. */
export function coverageOf(resources: readonly Resource[], endpoints: readonly Endpoint[]): Coverage {
	const known = new Map(endpoints.map((endpoint) => [forms(`${endpoint.method} ${endpoint.path}`).join(), endpoint]));
	const reached = new Set<Endpoint>();
	const unknown: string[] = [];
	for (const { name, operations } of resources) {
		for (const operation of operations) {
			for (const request of requestsOf(operation)) {
				const endpoint = known.get(request);
				if (endpoint) reached.add(endpoint);
				else unknown.push(`${name} → ${operation.option.name}: ${request}`);
			}
		}
	}
	return {
		reached: endpoints.filter((endpoint) => reached.has(endpoint)),
		missing: endpoints.filter((endpoint) => !reached.has(endpoint)),
		unknown,
	};
}
