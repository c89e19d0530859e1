import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it } from 'vitest';
import { contractIsHere, contractMissing, expectValidExchanges } from './harness/contract.mts';
import { EXCHANGES } from './sandbox/http/journal.mts';
import { startSandbox } from './sandbox/sandbox.mts';

/** The check that the other tests hold their exchanges to: it finds what is wrong, and says where it cannot look. */

it("finds an answer that TheHive's document does not allow", async ({ skip }) => {
	skip(!contractIsHere, contractMissing);
	const exchange = { method: 'GET', path: '/api/v1/alert/~1', status: 200, responseType: 'application/json', responseBody: { _id: '~1' } };
	await expect(expectValidExchanges([exchange])).rejects.toThrow('to deeply equal []');
	await expectValidExchanges([{ ...exchange, status: 404, responseBody: { type: 'NotFoundError', message: 'Alert ~1 not found' } }]);
});

it('is told of every exchange with a sandbox, however short its journal', async () => {
	const told: unknown[] = [];
	const listen = (exchange: unknown) => told.push(exchange);
	subscribe(EXCHANGES, listen);
	const sandbox = await startSandbox({ journalLimit: 0 });
	sandbox.faults.failNext({ status: 503 });
	await fetch(`${sandbox.url}/api/v1/status/public`);
	await fetch(`${sandbox.url}/api/v1/status/public`);
	await sandbox.close();
	unsubscribe(EXCHANGES, listen);
	expect(told).toMatchObject([{ status: 503, isPlanned: true }, { method: 'GET', path: '/api/v1/status/public', status: 200, isPlanned: false }]);
});
