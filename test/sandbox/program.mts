import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The sandbox as `npm run sandbox` starts it, for one test. */
export interface Program {
	readonly child: ChildProcess;
	readonly url: string;
	/** What it has printed. */
	readonly printed: string;
}

/** Starts an empty sandbox in a process of its own, which ends with the test. @param options of the command line */
export async function startProgram(...options: readonly string[]): Promise<Program> {
	const main = fileURLToPath(new URL('main.mts', import.meta.url));
	const child = spawn(process.execPath, [main, '--port', '0', '--empty', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	child.stdout.setEncoding('utf8');
	let printed = '';
	while (!printed.includes('Administrator')) printed += String((await once(child.stdout, 'data'))[0]);
	return { child, url: /http:\/\/\S+/.exec(printed)?.[0] ?? '', printed };
}
