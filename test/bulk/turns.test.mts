import { describe, expect, it, vi } from 'vitest';
import { Turns } from '../../nodes/shared/turns';

/** Work that ends when it is told to. */
function workload() {
	const order: string[] = [];
	const ends: Array<() => void> = [];
	const work = (name: string) => async () => {
		order.push(name);
		await new Promise<void>((resolve) => ends.push(resolve));
	};
	const begun = async (count: number) => await vi.waitFor(() => expect(order).toHaveLength(count), { interval: 1 });
	/** Long enough for one more to begin, if it could. */
	const pause = async () => await new Promise((resolve) => setTimeout(resolve, 20));
	const endFirst = () => ends.shift()?.();
	return { order, work, begun, pause, endFirst };
}

describe('Turns', () => {
	it('let a single request in between the many of another run', async () => {
		const { order, work, begun, pause, endFirst } = workload();
		const turns = new Turns();
		for (let index = 0; index < 50; index++) void turns.take('sweep', 2, work('sweep'));
		await begun(2);
		void turns.take('single', 2, work('single'));
		await pause();
		expect(order).toEqual(['sweep', 'sweep']);
		endFirst();
		await begun(3);
		expect(order).toEqual(['sweep', 'sweep', 'single']);
	});

	it('give runs their turns one after the other', async () => {
		const { order, work, begun, endFirst } = workload();
		const turns = new Turns();
		for (const name of ['a', 'a', 'a', 'b', 'b', 'b', 'c']) void turns.take(name, 1, work(name));
		for (let count = 1; count <= 7; count++) {
			await begun(count);
			endFirst();
		}
		expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'b']);
	});

	it('keep each run to its own limit, and all to the widest', async () => {
		const { order, work, pause } = workload();
		const turns = new Turns();
		for (let index = 0; index < 9; index++) void turns.take('narrow', 1, work('narrow'));
		for (let index = 0; index < 9; index++) void turns.take('wide', 4, work('wide'));
		await pause();
		expect(order.filter((name) => name === 'narrow')).toHaveLength(1);
		expect(order).toHaveLength(4);
	});

	it('let the event loop go round between two that begin', async () => {
		const turns = new Turns();
		let round = 0;
		const rounds: number[] = [];
		const count = () => {
			round++;
			if (rounds.length < 8) setImmediate(count);
		};
		count();
		await Promise.all(Array.from({ length: 8 }, async () => await turns.take('a', 8, async () => rounds.push(round))));
		expect(new Set(rounds).size).toBe(8);
	});

	it('go on after work that fails', async () => {
		const turns = new Turns();
		const failing = turns.take('a', 1, async () => await Promise.reject(new Error('no')));
		const next = turns.take('a', 1, async () => await Promise.resolve('yes'));
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('yes');
	});
});
