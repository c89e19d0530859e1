import { subscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { EXCHANGES, RecordedExchange } from '../sandbox/http/journal.mts';
import { expectValidExchanges } from './contract.mts';

// n8n-core writes its settings into the user's folder on first use: the tests give it one of their own
const folder = mkdtempSync(path.join(tmpdir(), 'thehive-nodes-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'tests-only';
// a sandbox on the loopback address is never behind a proxy
process.env.NO_PROXY = '127.0.0.1,localhost';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// whatever goes between a test and a sandbox is held against TheHive's API document
const exchanges: RecordedExchange[] = [];
subscribe(EXCHANGES, (exchange) => {
	if (exchange instanceof RecordedExchange && !exchange.isPlanned) exchanges.push(exchange);
});
afterEach(async () => await expectValidExchanges(exchanges.splice(0)));
