/**
 * `gulp build && node test/commands/apiCoverage.mts`: how many operations of TheHive's official document a named operation
 * of the built package reaches, and which it does not.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Resource } from '../../nodes/shared/operation';
import type { Endpoint } from '../harness/endpoints.mts';
import { coverageOf, documentedEndpoints, documentIsHere, documentMissing } from '../harness/endpoints.mts';
import { ROOT } from './project.mjs';

const BUILT = join(ROOT, 'dist/nodes/TheHive/resources/index.js');

function byTag(endpoints: readonly Endpoint[]): Map<string, Endpoint[]> {
	const groups = new Map<string, Endpoint[]>();
	for (const endpoint of endpoints) {
		const tag = endpoint.tags.join(', ');
		groups.set(tag, [...(groups.get(tag) ?? []), endpoint]);
	}
	return new Map([...groups].sort(([a], [b]) => a.localeCompare(b)));
}

function report(resources: readonly Resource[], endpoints: readonly Endpoint[]): string[] {
	const { reached, missing, unknown } = coverageOf(resources, endpoints);
	const all = byTag(endpoints);
	const lines = [`${reached.length} of the ${endpoints.length} operations of TheHive's document are reached by a named operation; the rest by API Request.`];
	if (missing.length > 0) lines.push('', 'Not reached:');
	for (const [tag, list] of byTag(missing)) {
		lines.push(`  ${tag} (${list.length} of ${all.get(tag)?.length ?? 0})`);
		for (const { method, path, operationId, deprecated } of list) {
			lines.push(`    ${method.padEnd(6)} ${path}  ${operationId}${deprecated ? ' (deprecated)' : ''}`);
		}
	}
	if (unknown.length > 0) lines.push('', 'Sent, but not in the document:', ...unknown.map((line) => `  ${line}`));
	return lines;
}

if (!documentIsHere) {
	console.log(documentMissing);
} else if (!existsSync(BUILT)) {
	console.error('The package is not built yet: run `npm run build` first.');
	process.exitCode = 1;
} else {
	const { resources }: { resources: Resource[] } = createRequire(import.meta.url)(BUILT);
	console.log(report(resources, documentedEndpoints()).join('\n'));
}
