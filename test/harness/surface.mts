import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/operation';

/** The operations of the node as a human reads them in a review: one line each. */

function requestOf({ option, execute }: Operation): string {
	const request = option.routing?.request;
	const routed = request ? `${request.method ?? 'GET'} ${request.url ?? ''}` : '';
	if (!execute) return routed;
	return routed ? `programmatic, one item: ${routed}` : 'programmatic';
}

/** Name of a parameter, and of what a collection holds. */
function parameterOf({ name, type, options }: INodeProperties): string {
	if (type !== 'collection') return name;
	return `${name}{${(options ?? []).map((option) => option.name).join(' ')}}`;
}

/** `Case → Merge: POST /case/_merge/{caseIds} (caseIds)`, in the order of the form. */
export function surfaceOf(resources: Resource[]): string[] {
	return resources.flatMap(({ name, operations }) =>
		operations.map(
			(operation) =>
				`${name} → ${operation.option.name} [${operation.option.value}]: ${requestOf(operation)} (${operation.fields.map(parameterOf).join(', ')})`,
		),
	);
}

/** The README's table of operations. */
export function operationTable(resources: Resource[]): string {
	const rows = resources.map(({ name, operations }) => `| ${name} | ${operations.map(({ option }) => option.name).join(' · ')} |`);
	return ['| Resource | Operations |', '|---|---|', ...rows].join('\n');
}
