import { describe, expect, it } from 'vitest';
import { Turns } from '../../nodes/shared/turns';

/** Work that ends when it is told to. */
function workload() {
	const order: string[] = [];
	const ends: Array<() => void> = [];
	const work = (name: string) => async () => {
		order.push(name);
		await new Promise<void>((resolve) => ends.push(resolve));
	};
	const settled = async () => await new Promise((resolve) => setTimeout(resolve, 0));
	const endFirst = async () => {
		ends.shift()?.();
		await settled();
	};
	return { order, work, settled, endFirst };
}

describe('Turns', () => {
	it('let a single request in between the many of another run', async () => {
		const { order, work, settled, endFirst } = workload();
		const turns = new Turns();
		for (let index = 0; index < 50; index++) void turns.take('sweep', 2, work('sweep'));
		void turns.take('single', 2, work('single'));
		await settled();
		expect(order).toEqual(['sweep', 'sweep']);
		await endFirst();
		expect(order).toEqual(['sweep', 'sweep', 'single']);
	});

	it('give runs their turns one after the other', async () => {
		const { order, work, settled, endFirst } = workload();
		const turns = new Turns();
		for (const name of ['a', 'a', 'a', 'b', 'b', 'b', 'c']) void turns.take(name, 1, work(name));
		await settled();
		for (let index = 0; index < 6; index++) await endFirst();
		expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'b']);
	});

	it('keep each run to its own limit, and all to the widest', async () => {
		const { order, work, settled } = workload();
		const turns = new Turns();
		for (let index = 0; index < 9; index++) void turns.take('narrow', 1, work('narrow'));
		for (let index = 0; index < 9; index++) void turns.take('wide', 4, work('wide'));
		await settled();
		expect(order.filter((name) => name === 'narrow')).toHaveLength(1);
		expect(order).toHaveLength(4);
	});

	it('go on after work that fails', async () => {
		const turns = new Turns();
		const failing = turns.take('a', 1, async () => await Promise.reject(new Error('no')));
		const next = turns.take('a', 1, async () => await Promise.resolve('yes'));
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('yes');
	});
});
