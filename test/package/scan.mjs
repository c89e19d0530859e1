// Runs n8n's community package scan on local files: `node scan.mjs source FOLDER` or `node scan.mjs published FOLDER`.
// A process of its own, because n8n's lint rules behave differently inside a test runner.
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [leg, folder = '.'] = process.argv.slice(2);
const patterns = leg === 'source' ? SOURCE_FILE_PATTERNS : ['dist/**/*.js', 'package.json'];
const { passed, details } = await analyzePackage(folder, patterns);
if (!passed) console.log(details ?? 'not passed');
process.exit(passed ? 0 : 1);
