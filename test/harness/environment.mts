import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

// n8n-core writes its settings into the user's folder on first use: the tests give it one of their own
const folder = mkdtempSync(path.join(tmpdir(), 'thehive-nodes-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'tests-only';
// a sandbox on the loopback address is never behind a proxy
process.env.NO_PROXY = '127.0.0.1,localhost';

afterAll(() => rmSync(folder, { recursive: true, force: true }));
