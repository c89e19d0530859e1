import type { ITriggerFunctions } from 'n8n-workflow';
import type { Wanted } from './events';
import { rememberedFields, wantedStamps } from './events';
import { Ledger } from './ledger';
import type { Origin } from './state';
import { readState, storedState } from './state';

/** State is stored at most so often (ms). */
const STORE_MS = 1_000;

/** Under which name the state stands in the node's static data. */
const STATE_KEY = 'state';

/** Keeps the ledger in the workflow's static data. A test run begins with nothing and leaves nothing. */
export class StateStore {
	/** The ledger as it was stored, as far as it is about what is watched now; else a new one. */
	readonly ledger: Ledger;

	/** Epoch ms. */
	private storedAt = 0;

	private readonly context: ITriggerFunctions;

	private readonly wanted: Wanted;

	private readonly origin: Origin;

	constructor(context: ITriggerFunctions, wanted: Wanted, origin: Origin) {
		this.context = context;
		this.wanted = wanted;
		this.origin = origin;
		this.ledger = this.stored() ?? new Ledger();
	}

	/** Puts the state where n8n saves it with the next run that is started; sooner than a second after the last time only when that must be. */
	store(now = false): void {
		if (this.isTestRun() || (!now && Date.now() - this.storedAt < STORE_MS)) return;
		this.storedAt = Date.now();
		const state = storedState(this.ledger, this.origin, (entity) => rememberedFields(this.wanted, entity));
		this.context.getWorkflowStaticData('node')[STATE_KEY] = state;
	}

	private isTestRun(): boolean {
		return this.context.getMode() === 'manual';
	}

	private stored(): Ledger | undefined {
		if (this.isTestRun()) return undefined;
		const ledger = readState(this.context.getWorkflowStaticData('node')[STATE_KEY], this.origin);
		ledger?.keepOnly((entity, field) => wantedStamps(this.wanted, entity).includes(field));
		return ledger;
	}
}
