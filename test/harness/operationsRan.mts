import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';

/** Which operations have run on n8n's engine in a whole test run, over all its processes. */

/** Environment variable with the folder where each process writes down what it ran; nothing is written without it. */
export const RAN_FOLDER = 'OPERATIONS_RAN_FOLDER';

const written = new Set<string>();

/** Notes that an operation has run and given its answer. */
export function noteRun({ resource, operation }: INodeParameters): void {
	const folder = process.env[RAN_FOLDER];
	const name = `${String(resource)}.${String(operation)}`;
	if (folder === undefined || written.has(name)) return;
	written.add(name);
	appendFileSync(join(folder, `${process.pid}.txt`), `${name}\n`);
}

/** `resource.operation` of everything that has run. */
export function operationsRan(folder: string): Set<string> {
	if (!existsSync(folder)) return new Set();
	return new Set(readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n')));
}
