/** `npm run bench`: every benchmark of this folder, one after the other, so that none disturbs another. Arguments go to each. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const benchmarks = readdirSync(folder).filter((file) => file.endsWith('.bench.mts'));
let failed = 0;
for (const benchmark of benchmarks) {
	console.log(`\n== ${benchmark}`);
	const { status } = spawnSync(process.execPath, [`${folder}${benchmark}`, ...process.argv.slice(2)], { stdio: 'inherit' });
	if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
