import { describe, expect, it } from 'vitest';
import { Pace } from '../../nodes/TheHiveTrigger/pace';

/** Where n8n's time goes in a simulation. */
interface Work {
	/** What a run takes on average of the one processor that all share, ms; each takes between half and one and a half of it. */
	busyMs: number;
	/** What it waits for others, ms. */
	waitMs: number;
}

/** Gives runs as fast as the pace allows to an n8n that works at all of them in turn. */
function simulate({ busyMs, waitMs }: Work, forMs: number): { most: number; ended: number } {
	const pace = new Pace();
	const step = 10;
	let random = 1;
	const varied = () => (random = (random * 16_807) % 2_147_483_647) / 2_147_483_647 + 0.5;
	let open: Array<{ since: number; events: string[]; left: number }> = [];
	let most = 0;
	let ended = 0;
	for (let now = 1_000_000; now < 1_000_000 + forMs; now += step) {
		while (!pace.isCrowded(open, now)) open.push({ since: now, events: ['one'], left: busyMs * varied() });
		most = Math.max(most, open.length);
		const working = open.filter(({ left }) => left > 0);
		for (const run of working) run.left -= step / working.length;
		const done = open.filter(({ left, since }) => left <= 0 && now - since >= waitMs);
		for (const run of done) pace.ended(run, now);
		open = open.filter((run) => !done.includes(run));
		ended += done.length;
	}
	return { most, ended };
}

describe('the pace', () => {
	it('keeps a busy n8n at work without flooding it', () => {
		const { most, ended } = simulate({ busyMs: 100, waitMs: 0 }, 120_000);
		expect(ended).toBeGreaterThan(1_100);
		expect(most).toBeLessThanOrEqual(50);
	});

	it('gives a slow n8n no more than it can take', () => {
		expect(simulate({ busyMs: 400, waitMs: 0 }, 300_000).most).toBeLessThanOrEqual(50);
	});

	it('lets the first run show how fast runs can be, but not hold up others for long', () => {
		const pace = new Pace();
		const first = { since: 0, events: ['one'] };
		expect(pace.isCrowded([], 0)).toBe(false);
		expect(pace.isCrowded([first], 500)).toBe(true);
		expect(pace.isCrowded([first], 2_500)).toBe(false);
		pace.ended(first, 600);
		expect(pace.isCrowded([{ since: 600, events: ['two'] }], 650)).toBe(false);
	});

	it('lets playbooks that wait for others run side by side', () => {
		expect(simulate({ busyMs: 5, waitMs: 2_000 }, 60_000).ended).toBeGreaterThan(25 * 55);
		expect(simulate({ busyMs: 5, waitMs: 20_000 }, 60_000).most).toBe(100);
	});

	it('counts the events of runs that have many', () => {
		const pace = new Pace();
		pace.ended({ since: 0, events: [] }, 500);
		const batch = { since: 0, events: Array.from({ length: 200 }, () => 'one') };
		expect(pace.isCrowded(Array.from({ length: 9 }, () => batch), 1_000)).toBe(false);
		expect(pace.isCrowded(Array.from({ length: 10 }, () => batch), 1_000)).toBe(true);
	});
});
