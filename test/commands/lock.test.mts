import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isLocked, tryLock, withLock } from './lock.mjs';
import { takeSlot } from './stateSlot.mts';

let folder: string;
let file: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'locks-'));
	file = join(folder, 'install.lock');
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

describe('A lock', () => {
	it('is had by one at a time', () => {
		const lock = tryLock(file);
		expect(lock).toBeDefined();
		expect(tryLock(file)).toBeUndefined();
		lock?.release();
		expect(isLocked(file)).toBe(false);
		tryLock(file)?.release();
	});

	it('is taken from a process that has died', async () => {
		const dead = spawn('true');
		await new Promise((resolve) => dead.once('exit', resolve));
		await writeFile(file, String(dead.pid));
		expect(isLocked(file)).toBe(false);
		const lock = tryLock(file);
		expect(lock).toBeDefined();
		lock?.release();
	});

	it('is taken from a living process that has not touched it for long: the id went to another program', async () => {
		await writeFile(file, String(process.pid));
		const longAgo = new Date(Date.now() - 120_000);
		await utimes(file, longAgo, longAgo);
		expect(isLocked(file)).toBe(false);
	});

	it('is waited for, and let go when the action fails', async () => {
		const print = vi.spyOn(console, 'log').mockImplementation(() => {});
		const order: string[] = [];
		const first = withLock(file, 'installing', async () => {
			await new Promise((resolve) => setTimeout(resolve, 200));
			order.push('first');
			throw new Error('no network');
		});
		const second = withLock(file, 'installing', async () => order.push('second'));
		await expect(first).rejects.toThrow('no network');
		await second;
		expect(order).toEqual(['first', 'second']);
		expect(print).toHaveBeenCalledWith(expect.stringContaining('that is installing'));
		print.mockRestore();
	});
});

describe('The folder of a run', () => {
	it('is another one while the first is in use', async () => {
		const first = await takeSlot('start', folder);
		const second = await takeSlot('start', folder);
		expect([first.folder, second.folder]).toEqual([join(folder, 'start'), join(folder, 'start-2')]);
		first.release();
		second.release();
	});

	it('is kept for the next run only after a complete start', async () => {
		const brokenOff = await takeSlot('start', folder);
		await writeFile(join(brokenOff.folder, 'half-a-database'), '');
		brokenOff.release();

		const complete = await takeSlot('start', folder);
		expect(existsSync(join(complete.folder, 'half-a-database'))).toBe(false);
		await writeFile(join(complete.folder, 'database'), '');
		await complete.keep();
		complete.release();

		const next = await takeSlot('start', folder);
		expect(existsSync(join(next.folder, 'database'))).toBe(true);
		next.release();
	});
});
