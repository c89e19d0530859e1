import type { INode } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { forErrorOutput, HOST_TAKES_DETAILS } from '../nodes/shared/errorOutput';

const node = (onError?: INode['onError']): INode => ({ id: '1', name: 'TheHive', type: 'theHive', typeVersion: 1, position: [0, 0], parameters: {}, ...(onError ? { onError } : {}) });
const good = { json: { _id: '~1', details: { a: 1 } }, pairedItem: { item: 0 } };
const failed = { json: { error: 'NotFoundError: gone [item 1]', details: { status: 404, advice: 'Check the ID.' } }, pairedItem: { item: 1 } };

it('gives failed items to an n8n that knows none with details as it knows them, for the error output alone', () => {
	const asKnown = [good, { json: { error: 'NotFoundError: gone [item 1]', message: 'Check the ID.' }, pairedItem: { item: 1 } }];
	expect(forErrorOutput(node('continueErrorOutput'), [good, failed], false)).toEqual(asKnown);
	expect(forErrorOutput(node('continueRegularOutput'), [good, failed], false)).toEqual([good, failed]);
	expect(forErrorOutput(node('continueErrorOutput'), [good, failed], true)).toEqual([good, failed]);
});

it('has a message where there is no advice', () => {
	const json = { error: 'Failed', details: { item: 0 } };
	expect(forErrorOutput(node('continueErrorOutput'), [{ json }], false)).toEqual([{ json: { error: 'Failed', message: 'Failed' } }]);
});

it('knows that the n8n of these tests takes details', () => {
	expect(HOST_TAKES_DETAILS).toBe(true);
});
