/** `npm run readme`: writes the table of operations into the README, from the built package. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Resource } from '../../nodes/shared/operation';
import { operationTable } from '../harness/surface.mts';
import { ROOT } from './project.mjs';

const README = join(ROOT, 'README.md');
const TABLE = /(<!-- operations: written by `npm run readme` -->)[\s\S]*?(<!-- end of operations -->)/;

const { resources }: { resources: Resource[] } = createRequire(import.meta.url)(join(ROOT, 'dist/nodes/TheHive/resources/index.js'));
const readme = await readFile(README, 'utf8');
if (!TABLE.test(readme)) throw new Error(`${README} has lost the marks between which the table stands`);
const written = readme.replace(TABLE, (_match, begin: string, end: string) => `${begin}\n${operationTable(resources)}\n${end}`);
await writeFile(README, written);
console.log(written === readme ? 'The README was up to date.' : 'The README has the new table.');
