import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from './lock.mjs';
import { STATE } from './project.mjs';
import { StopMessage } from './stopMessage.mjs';

const MOST_AT_ONCE = 9;

/** A folder for the state of one run, which no other run uses at the same time. */
export interface StateSlot {
	folder: string;
	/** Says that the folder holds the state of a complete start, to be kept for the next one. */
	keep(): Promise<void>;
	/** Lets the next run have the folder. */
	release(): void;
}

/**
 * Takes the folder `<parent>/<name>`, or a numbered one beside it while another run has that. What a start that was
 * broken off left in it is removed.
 */
export async function takeSlot(name: string, parent = STATE): Promise<StateSlot> {
	for (let number = 1; number <= MOST_AT_ONCE; number++) {
		const folder = join(parent, number === 1 ? name : `${name}-${number}`);
		const lock = tryLock(`${folder}.lock`);
		if (lock === undefined) continue;
		const complete = join(folder, 'complete');
		if (!existsSync(complete)) await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		return { folder, keep: async () => await writeFile(complete, ''), release: lock.release };
	}
	throw new StopMessage(`${MOST_AT_ONCE} runs are going on in this folder already: end one of them (Ctrl-C in its terminal) and run the command again.`);
}
