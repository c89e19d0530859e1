import { describe, expect, it } from 'vitest';
import { backoff, Outage } from '../../nodes/TheHiveTrigger/outage';

function loggedOutage(): { outage: Outage; lines: string[]; stop: AbortController } {
	const lines: string[] = [];
	const note = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
	const stop = new AbortController();
	const outage = new Outage({ debug: () => undefined, info: note('info'), warn: note('warn'), error: note('error') }, stop.signal);
	return { outage, lines, stop };
}

/** Fails so often that the next try is half a minute away at least. */
function failLong(outage: Outage): Promise<void> {
	for (let failure = 0; failure < 7; failure++) void outage.failed('event stream', new Error('refused'));
	return outage.failed('event stream', new Error('refused'));
}

describe('an outage', () => {
	it('doubles the waits up to a minute, each spread over its second half', () => {
		expect([1, 2, 3, 6, 7, 20].map((failures) => backoff(failures, () => 1))).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
		expect(backoff(20, () => 0)).toBe(30_000);
	});

	it('ends the wait of the event stream as soon as queries work again', { timeout: 5_000 }, async () => {
		const { outage } = loggedOutage();
		const waiting = failLong(outage);
		void outage.failed('queries', new Error('refused'));
		outage.works('queries');
		await waiting;
	});

	it('begins with short waits again after that', async () => {
		const { outage } = loggedOutage();
		const waiting = failLong(outage);
		void outage.failed('queries', new Error('refused'));
		outage.works('queries');
		await waiting;
		await outage.failed('event stream', new Error('still starting'));
	});

	it('does not hurry where the queries worked all the time', async () => {
		const { outage, stop } = loggedOutage();
		let isOver = false;
		const waiting = failLong(outage).then(() => (isOver = true));
		for (let time = 0; time < 5; time++) outage.works('queries');
		await new Promise((resolve) => setImmediate(resolve));
		expect(isOver).toBe(false);
		stop.abort();
		await waiting;
	});

	it('ends all waits when the trigger stops, and does not begin another', { timeout: 5_000 }, async () => {
		const { outage, stop } = loggedOutage();
		const waiting = failLong(outage);
		stop.abort();
		await waiting;
		await failLong(outage);
	});

	it('is logged once, and its end once, whatever fails and works meanwhile', () => {
		const { outage, lines } = loggedOutage();
		void outage.failed('event stream', new Error('connect ECONNREFUSED'));
		void outage.failed('queries', new Error('connect ECONNREFUSED'));
		void outage.failed('queries', new Error('connect ECONNREFUSED'));
		outage.works('queries');
		void outage.failed('event stream', new Error('still starting'));
		expect(lines).toEqual([expect.stringMatching(/^warn .*event stream cannot be read.*connect ECONNREFUSED/)]);
		outage.works('event stream');
		outage.works('queries');
		expect(lines.slice(1)).toEqual([expect.stringMatching(/^info .*can be read again/)]);
	});
});
