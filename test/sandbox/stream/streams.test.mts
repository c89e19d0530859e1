import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.mts';
import { useSandbox } from '../testbed.mts';

describe('event stream', () => {
	const bed = useSandbox({ stream: { refreshMs: 800, graceMs: 120, maxWaitMs: 350, keepAliveMs: 1500 } });
	let count = 0;
	const newAlert = (rest: JsonObject = {}) => {
		count += 1;
		return bed.soc.analyst.post('/alert', { type: 't', source: 's', sourceRef: `r-${count}`, title: 'A', description: 'd', ...rest });
	};
	const open = async () => (await bed.soc.analyst.post('/stream')).text;
	const poll = async (id: string) => {
		const startedAt = performance.now();
		const reply = await bed.soc.analyst.get(`/stream/${id}`);
		return { rows: reply.rows, ms: performance.now() - startedAt };
	};

	it('an id of 20 letters and digits', async () => {
		expect(await open()).toMatch(/^[A-Za-z0-9]{20}$/);
	});

	it('answers an empty list after the refresh time', async () => {
		const { rows, ms } = await poll(await open());
		expect(rows).toEqual([]);
		expect(ms).toBeGreaterThan(780);
	});

	it('delivers main actions only, and counts the rest of the request', async () => {
		const id = await open();
		const polled = poll(id);
		await newAlert({ observables: [{ dataType: 'ip', data: ['203.0.113.1', '203.0.113.2'] }] });
		const { rows, ms } = await polled;
		expect(ms).toBeLessThan(780);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			base: { action: 'create', objectType: 'Alert', mainAction: true, object: { title: 'A', observableCount: 2, customFieldValues: {} } },
			summary: { Observable: { create: 2 } },
		});
	});

	it('keeps events between polls, newest first, and answers them after one grace period', async () => {
		const id = await open();
		const first = await newAlert();
		await sleep(5);
		await bed.soc.analyst.patch(`/alert/${first.id}`, { status: 'InProgress' });
		const { rows, ms } = await poll(id);
		expect(rows.map(({ base }) => base)).toMatchObject([{ action: 'update', details: { status: 'InProgress', stage: 'InProgress' } }, { action: 'create' }]);
		expect(ms).toBeGreaterThan(100);
		expect(ms).toBeLessThan(700);
	});

	it('holds a batch back no longer than the maximum', async () => {
		const id = await open();
		const polled = poll(id);
		let done = false;
		const chatter = (async () => {
			while (!done) {
				await newAlert();
				await sleep(15);
			}
		})();
		const { rows, ms } = await polled;
		done = true;
		await chatter;
		expect(rows.length).toBeGreaterThan(1);
		expect(ms).toBeLessThan(780);
	});

	it('dies when nobody polls, counted from the last poll', async () => {
		const id = await open();
		await sleep(1700);
		const reply = await bed.soc.analyst.get(`/stream/${id}`);
		expect(reply.status).toBe(404);
		expect(reply.object).toEqual({ type: 'NotFoundError', message: `Stream ${id} doesn't exist` });
	});

	it('is gone after a restart', async () => {
		const id = await open();
		await bed.sandbox.restart();
		expect((await bed.soc.analyst.get(`/stream/${id}`)).status).toBe(404);
	});

	it('does not tell what its owner may not see', async () => {
		const { text } = await bed.soc.other.post('/stream');
		await newAlert();
		expect((await bed.soc.other.get(`/stream/${text}`)).rows).toEqual([]);
	});

	it('loses a batch whose reader has gone', async () => {
		const id = await open();
		const gone = new AbortController();
		const cut = bed.soc.analyst.send('GET', `/stream/${id}`, undefined, gone.signal).catch(() => 'cut');
		await sleep(30);
		gone.abort();
		expect(await cut).toBe('cut');
		await newAlert();
		await sleep(300);
		expect((await poll(id)).rows).toEqual([]);
	});

	it('a deletion has no object, and the organisation as its root', async () => {
		const alert = await newAlert();
		const id = await open();
		await bed.soc.analyst.delete(`/alert/${alert.id}`);
		const { rows } = await poll(id);
		const organisation = await bed.soc.analyst.get('/organisation/main');
		expect(rows[0]).toMatchObject({ base: { action: 'delete', objectId: alert.id, rootId: organisation.id } });
		expect(rows[0]?.['base']).not.toHaveProperty('object');
	});
});
