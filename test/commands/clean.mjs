/** `npm run clean`: removes everything that the commands keep between runs, and what was built. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isLocked } from './lock.mjs';
import { ROOT, STATE } from './project.mjs';

const files = statSync(STATE, { throwIfNoEntry: false }) ? readdirSync(STATE) : [];
if (files.some((file) => file.endsWith('.lock') && isLocked(join(STATE, file)))) {
	console.error('Another command is still running in this folder: end it (Ctrl-C in its terminal), then run `npm run clean` again.');
	process.exit(1);
}
rmSync(STATE, { recursive: true, force: true });
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
