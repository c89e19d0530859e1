import { statfs } from 'node:fs/promises';
import { StopMessage } from './stopMessage.mjs';

const MB = 1024 ** 2;

/**
 * Refuses to begin what the disk has no room for.
 *
 * @param {string} folder where it will be written
 * @param {number} megabytes how much it takes
 * @param {string} what e.g. "Installing n8n"
 */
export async function requireSpace(folder, megabytes, what) {
	const { bavail, bsize } = await statfs(folder);
	const free = Math.floor((bavail * bsize) / MB);
	if (free < megabytes) {
		throw new StopMessage(`The disk is full: ${what} takes about ${megabytes} MB and only ${free} MB are free. Make room and run the command again.`);
	}
}
