import type { EntityName } from './entities';

/** A look at a kind of record that is due at some time. */
interface Planned {
	/** Epoch ms of n8n's clock. */
	at: number;
	entity: EntityName;
	/** Only at what has a stamp from here on (epoch ms, server's clock); from the cursor when absent. */
	from?: number;
}

/** A look to take now. */
export interface DueLook {
	entity: EntityName;
	from?: number;
}

/** When to look at which kind of record. No clock of its own. */
export class Plan {
	private planned: Planned[] = [];

	/**
	 * Plans a look, unless one that covers it is planned for about that time.
	 * @param tolerance ms by which it may come earlier or later
	 */
	add(entity: EntityName, at: number, from?: number, tolerance = 300): void {
		const covers = (known: Planned) =>
			known.entity === entity &&
			known.at <= at + tolerance &&
			known.at >= at - tolerance &&
			(known.from === undefined || (from !== undefined && known.from <= from));
		if (!this.planned.some(covers)) this.planned.push({ at, entity, ...(from === undefined ? {} : { from }) });
	}

	/** When the next look is due (epoch ms), if any is. */
	next(): number | undefined {
		return this.planned.length === 0 ? undefined : Math.min(...this.planned.map(({ at }) => at));
	}

	/** Whether a look from the cursor is planned. */
	hasFull(entity: EntityName): boolean {
		return this.planned.some((known) => known.entity === entity && known.from === undefined);
	}

	/** Takes one of the looks that are due; all that are due for its kind of record become one. */
	take(now: number): DueLook | undefined {
		const due = this.planned.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
		const first = due[0];
		if (!first) return undefined;
		const together = due.filter(({ entity }) => entity === first.entity);
		this.planned = this.planned.filter((known) => !together.includes(known));
		const starts = together.map(({ from }) => from).filter((from) => from !== undefined);
		return starts.length < together.length ? { entity: first.entity } : { entity: first.entity, from: Math.min(...starts) };
	}
}
