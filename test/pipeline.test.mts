import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PipelineContext, PipelineRequest } from '../nodes/shared/pipeline';
import { sendThroughPipeline } from '../nodes/shared/pipeline';

/** What takes minutes with a real server: how long a server that hangs is waited for, and what a stop does meanwhile. */

const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const node = { id: '1', name: 'TheHive', type: 'theHive', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
const context: PipelineContext = { getNode: () => node, getExecutionId: () => '1', logger };
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that never answers: each try ends when its time is over. */
function hanging(timeoutMs: number) {
	const begins: number[] = [];
	const send = async () => {
		begins.push(Date.now());
		await new Promise((resolve) => setTimeout(resolve, timeoutMs));
		throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
	};
	return { begins, send };
}

const request = (more: Partial<PipelineRequest> = {}): PipelineRequest => ({ method: 'PATCH', path: '/alert/_bulk', instance: `http://${Math.random()}`, ...more });

describe('A server that hangs', () => {
	it('is not tried again ten minutes after the first try', async () => {
		const { begins, send } = hanging(5 * MINUTE);
		const begun = Date.now();
		const ended = sendThroughPipeline(context, request(), send).catch((error: unknown) => error);
		await vi.advanceTimersByTimeAsync(60 * MINUTE);
		expect(await ended).toMatchObject({ message: expect.stringContaining('did not answer in time'), description: expect.stringContaining('It is unknown') });
		expect(begins).toHaveLength(2);
		expect(Math.max(...begins) - begun).toBeLessThan(10 * MINUTE);
	});

	it('is tried four times where it is given up quickly, a create once', async () => {
		const update = hanging(1_000);
		const create = hanging(1_000);
		const ended = Promise.allSettled([sendThroughPipeline(context, request(), update.send), sendThroughPipeline(context, request({ method: 'POST', path: '/case' }), create.send)]);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect([update.begins.length, create.begins.length]).toEqual([4, 1]);
	});

	it('is not tried again once the execution is stopped, and what waits behind it is not sent', async () => {
		const { begins, send } = hanging(1_000);
		const stop = new AbortController();
		const same = request({ concurrency: 1, abortSignal: stop.signal });
		const ended = Promise.allSettled(Array.from({ length: 3 }, async () => await sendThroughPipeline(context, same, send)));
		await vi.advanceTimersByTimeAsync(1_100);
		stop.abort();
		await vi.advanceTimersByTimeAsync(MINUTE);
		const errors = (await ended).map((result) => (result.status === 'rejected' && result.reason instanceof Error ? result.reason.message : ''));
		expect(begins).toHaveLength(1);
		expect(errors.slice(1)).toEqual(['The execution was stopped', 'The execution was stopped']);
	});
});

describe('Requests of one instance', () => {
	it('are at most as many at once as the node says, whatever they belong to', async () => {
		let running = 0;
		let most = 0;
		const send = async () => {
			most = Math.max(most, ++running);
			await new Promise((resolve) => setTimeout(resolve, 100));
			running--;
		};
		const instance = 'http://one';
		const other: PipelineContext = { ...context, getExecutionId: () => '2' };
		const all = Promise.all([context, other].flatMap((from) => Array.from({ length: 20 }, async () => await sendThroughPipeline(from, request({ instance }), send))));
		await vi.advanceTimersByTimeAsync(MINUTE);
		await all;
		expect(most).toBe(8);
	});
});
