import type { Faults } from '../faults.mts';
import type { JsonObject } from '../json.mts';
import { present } from '../model/present.mts';
import type { Audit } from '../store/rows.mts';
import type { Store } from '../store/store.mts';

/**
 * Where audits go, as a *Webhook* notifier on *AnyEvent* with an endpoint of version 1 does it. TheHive's own are made in
 * its web interface only: there is no API for them.
 */
export interface Webhook {
	readonly url: string;
	/** Name of the organisation that set it up: what others do in cases it has a share of goes there, too. Default: all audits. */
	readonly organisation?: string;
	/** Sent along, such as `authorization` of the endpoint. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** An audit as a webhook gets it: the record with its organisation, which the stream does not tell [L]. */
function webhookBody(audit: Audit, store: Store, now: number): JsonObject {
	const organisation = store.table('organisation').get(audit.organisationId);
	return {
		...present(audit, { store, actor: undefined, now }),
		organisation: { organisationId: audit.organisationId, organisation: organisation?.name },
	};
}

function concerns({ organisation }: Webhook, { organisationId, visibleTo }: Audit, store: Store): boolean {
	if (organisation === undefined) return true;
	const id = store.table('organisation').firstBy('name', organisation)?._id;
	return id !== undefined && (id === organisationId || visibleTo.includes(id));
}

/** Posts every audit once, after its transaction and in no order; what fails is forgotten [S Webhook.scala]. */
export class Webhooks {
	/** Can be changed at any time. */
	readonly targets: Webhook[] = [];
	readonly #faults: Faults;
	readonly #closing = new AbortController();

	constructor(faults: Faults) {
		this.#faults = faults;
	}

	publish(audits: readonly Audit[], store: Store, now: number): void {
		if (this.targets.length === 0) return;
		for (const audit of audits) {
			const body = webhookBody(audit, store, now);
			for (const target of this.targets.filter((webhook) => concerns(webhook, audit, store))) {
				for (let copy = 0; copy < this.#faults.webhookCopies; copy += 1) void this.#deliver(target, JSON.stringify(body));
			}
		}
	}

	async #deliver({ url, headers }: Webhook, body: string): Promise<void> {
		try {
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
				signal: this.#closing.signal,
			});
			await answer.arrayBuffer();
		} catch {
			// one attempt: nobody hears of it
		}
	}

	close(): void {
		this.#closing.abort();
	}
}
