/**
 * Lets work on the same thing wait for the work before it, while work on other things goes on: items of a run are worked on
 * at the same time, and two that read and then write the same record would lose each other's change.
 */
export function takingTurns(): <Result>(thing: string, work: () => Promise<Result>) => Promise<Result> {
	const last = new Map<string, Promise<unknown>>();
	return async (thing, work) => {
		const before = last.get(thing);
		// whether the work before succeeded is its own item's concern
		const mine = before ? before.then(work, work) : work();
		last.set(thing, mine);
		try {
			return await mine;
		} finally {
			if (last.get(thing) === mine) last.delete(thing);
		}
	};
}
