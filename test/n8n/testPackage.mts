import { join } from 'node:path';
import { packedTarball } from '../commands/build.mts';
import { STATE } from '../commands/project.mjs';
import { isHostInstalled } from './installHost.mts';

/** Where `npm test` leaves the packed package that the tests install in n8n. */
export const TEST_PACKAGE = join(STATE, 'package');

let missing: Promise<string | undefined> | undefined;

/** Why a test that needs a real n8n cannot run, with what to do about it; nothing when it can. Looked at once in each test file. */
export async function n8nMissing(): Promise<string | undefined> {
	return await (missing ??= whatIsMissing());
}

async function whatIsMissing(): Promise<string | undefined> {
	if (!(await isHostInstalled())) return 'the pinned n8n is not installed; `npm test -- test/n8n` installs it';
	if ((await packedTarball(TEST_PACKAGE)) === undefined) return 'the package is not packed; `npm test -- test/n8n` packs it';
	return undefined;
}

/** The packed package under test. */
export async function testPackage(): Promise<string> {
	const tarball = await packedTarball(TEST_PACKAGE);
	if (tarball === undefined) throw new Error(`No packed package in ${TEST_PACKAGE}`);
	return tarball;
}
