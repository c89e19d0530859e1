import { createContext, Script } from 'node:vm';
import { ApiError } from '../errors.mts';
import { parseJson } from '../json.mts';
import type { Json } from '../json.mts';

export interface Invocation {
	readonly result: Json;
	readonly durationMillis: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** The longest a function may run, ms. */
const TIMEOUT_MS = 1000;

/**
 * Runs a function's `handle(input, context)`. The context has `log` and `input` only: the stand-in gives functions no
 * access to its entities.
 * @throws ApiError 500 when the function fails (5.7)
 */
export function invoke(definition: string, input: Json): Invocation {
	const lines: string[] = [];
	const startedAt = performance.now();
	const print = (...values: unknown[]) => lines.push(values.map(String).join(' '));
	const logger = { log: print, info: print, warn: print, error: print, debug: print };
	try {
		const context = createContext({ console: logger, inputText: JSON.stringify(input), logger });
		const source = definition.replace(/^\s*export\s+(default\s+)?/m, '');
		const script = new Script(
			`${source}\n;JSON.stringify(handle(JSON.parse(inputText), { log: logger, input: JSON.parse(inputText) }) ?? null)`,
		);
		const output: unknown = script.runInContext(context, { timeout: TIMEOUT_MS });
		return {
			result: typeof output === 'string' ? parseJson(output) : null,
			durationMillis: Math.round(performance.now() - startedAt),
			stdout: lines.join('\n'),
			stderr: '',
		};
	} catch (error) {
		// An error thrown inside the context is not an instance of this realm's Error.
		const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
		throw new ApiError(500, 'InvocationError', message, {
			errorType: 'InvocationError',
			errorMessage: message,
			stdout: lines.join('\n'),
			stderr: message,
		});
	}
}
