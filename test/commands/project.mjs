import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Everything the commands keep between runs; `npm run clean` removes it. */
export const STATE = join(ROOT, '.state');

/** Node 24, which n8n needs and which runs our TypeScript as it is; a development dependency of this package. */
export const PROJECT_NODE = join(ROOT, 'node_modules/.bin/node');

/** Held while something that all commands of this folder share is being installed or built. */
export const INSTALL_LOCK = join(STATE, 'install.lock');
