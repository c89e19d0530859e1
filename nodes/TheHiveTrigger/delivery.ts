import type { Logger } from 'n8n-workflow';
import { ChangeRate } from './changeRate';
import type { Event } from './events';
import { HandOver } from './handOver';
import type { HandOverOptions } from './handOver';
import type { Claim, Ledger } from './ledger';

export interface DeliveryOptions extends Omit<HandOverOptions, 'settle' | 'release'> {
	ledger: Ledger;
	/** Events of one record in a minute; 0: no limit. */
	mostPerMinute: number;
}

/** The claims of events and of those they stand for. */
function claimsOf(events: readonly Event[]): Claim[] {
	return events.flatMap(({ claim, replaced = [] }) => [...(claim ? [claim] : []), ...claimsOf(replaced)]);
}

/** Brings events to n8n, through the loop guard, and notes in the ledger what became of them. */
export class Delivery {
	private readonly rate: ChangeRate;

	private readonly handOver: HandOver;

	private readonly ledger: Ledger;

	private readonly mostPerMinute: number;

	private readonly logger: Logger;

	private isSlowed = false;

	constructor(options: DeliveryOptions) {
		const { ledger, mostPerMinute, logger } = options;
		this.ledger = ledger;
		this.mostPerMinute = mostPerMinute;
		this.logger = logger;
		this.rate = new ChangeRate(mostPerMinute);
		this.handOver = new HandOver({ ...options, settle: (events) => this.settle(events), release: (events) => this.release(events) });
	}

	/**
	 * Hands events over, all but those that the loop guard holds back.
	 * @throws what reading from TheHive throws; the events are given back to the ledger
	 */
	async deliver(events: readonly Event[]): Promise<void> {
		const admitted = this.rate.admit(events, Date.now());
		if (admitted.length < events.length && !this.isSlowed) {
			this.isSlowed = true;
			this.logger.warn(`TheHive SOC Trigger: a record has more than ${this.mostPerMinute} events in a minute, the further ones are handed over together. Does a playbook start itself?`);
		}
		await this.handOver.deliver(admitted);
	}

	/** When there will be something that the loop guard gives free (epoch ms). */
	nextHeld(): number | undefined {
		return this.rate.next();
	}

	/**
	 * Hands over what the loop guard held back long enough.
	 * @throws what reading from TheHive throws; the events, and those they stand for, are given back to the ledger
	 */
	async deliverHeld(): Promise<void> {
		await this.handOver.deliver(this.rate.take(Date.now()));
	}

	close(): void {
		this.handOver.close();
	}

	private settle(events: readonly Event[]): void {
		for (const claim of claimsOf(events)) this.ledger.settle(claim);
	}

	private release(events: readonly Event[]): void {
		for (const claim of claimsOf(events)) this.ledger.release(claim);
	}
}
