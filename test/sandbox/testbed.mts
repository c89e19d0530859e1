import { afterAll, beforeAll, expect } from 'vitest';
import { setUpSoc } from './client.mts';
import type { Soc } from './client.mts';
import { complaints, loadContract } from './contract.mts';
import { startSandbox } from './sandbox.mts';
import type { Sandbox, SandboxOptions } from './sandbox.mts';

const validate = await loadContract();
if (validate === undefined) console.warn('The official document is not at hand: exchanges are not validated.');

export interface Testbed {
	sandbox: Sandbox;
	soc: Soc;
}

/**
 * A sandbox for the tests of a file, with two linked organisations. At the end every exchange is held against the
 * official document, strictly.
 */
export function useSandbox(options: SandboxOptions = {}): Testbed {
	const bed: Partial<Testbed> = {};
	beforeAll(async () => {
		bed.sandbox = await startSandbox(options);
		bed.soc = await setUpSoc(bed.sandbox.url);
	});
	afterAll(async () => {
		if (bed.sandbox === undefined) return;
		if (validate !== undefined) expect(complaints(bed.sandbox.requests, validate)).toEqual([]);
		await bed.sandbox.close();
	});
	return {
		get sandbox() {
			return started(bed.sandbox);
		},
		get soc() {
			return started(bed.soc);
		},
	};
}

function started<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('the sandbox is not up yet');
	return value;
}
