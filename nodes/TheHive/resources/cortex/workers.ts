import type { IDataObject } from 'n8n-workflow';

/** An analyzer or responder (`OutputWorker`). */
export type Worker = IDataObject;

/** `VirusTotal_GetReport_3_1` → `VirusTotal_GetReport` and [3, 1]. */
function withoutVersion(name: string): { base: string; version: number[] } {
	const version = /(?:_\d+)+$/.exec(name)?.[0] ?? '';
	return { base: name.slice(0, name.length - version.length), version: version.split('_').slice(1).map(Number) };
}

function newer(a: number[], b: number[]): boolean {
	const length = Math.max(a.length, b.length);
	for (let index = 0; index < length; index++) {
		const difference = (a[index] ?? 0) - (b[index] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return false;
}

/**
 * The worker a user means: by id, by name in any case, or by name without its version (then the newest).
 * @returns nothing when none is called so
 */
export function workerCalled(workers: Worker[], wanted: string): Worker | undefined {
	const text = wanted.trim().toLowerCase();
	const exact = workers.find(({ id }) => id === wanted.trim()) ?? workers.find(({ name }) => String(name).toLowerCase() === text);
	if (exact) return exact;
	return workers
		.filter(({ name }) => withoutVersion(String(name)).base.toLowerCase() === text)
		.reduce<Worker | undefined>((best, worker) => {
			if (!best) return worker;
			return newer(withoutVersion(String(worker.name)).version, withoutVersion(String(best.name)).version) ? worker : best;
		}, undefined);
}

/** Names of the workers, for an error that tells what there is. */
export function namesOf(workers: Worker[]): string {
	const names = workers.map(({ name }) => String(name)).sort();
	return names.length === 0 ? 'There is none.' : `There are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}.`;
}

/** The Cortex server to use: the wanted one, else the worker's first. */
export function cortexOf({ cortexIds }: Worker, wanted: unknown): string | undefined {
	if (typeof wanted === 'string') return wanted;
	const [first]: unknown[] = Array.isArray(cortexIds) ? cortexIds : [];
	return typeof first === 'string' ? first : undefined;
}
