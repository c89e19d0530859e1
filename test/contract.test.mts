import { expect, it } from 'vitest';
import { contractIsHere, contractMissing, expectValidExchanges } from './harness/contract.mts';

/** The check that the other tests hold their exchanges to: it finds what is wrong, and says where it cannot look. */

it("finds an answer that TheHive's document does not allow", async ({ skip }) => {
	skip(!contractIsHere, contractMissing);
	const exchange = { method: 'GET', path: '/api/v1/alert/~1', status: 200, responseType: 'application/json', responseBody: { _id: '~1' } };
	await expect(expectValidExchanges([exchange])).rejects.toThrow('to deeply equal []');
	await expectValidExchanges([{ ...exchange, status: 404, responseBody: { type: 'NotFoundError', message: 'Alert ~1 not found' } }]);
});
