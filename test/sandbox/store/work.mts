import type { JsonObject } from '../json.mts';
import type { Audit, AuditedRow, Kind, Membership, Organisation, Profile, Reference, Rows, User } from './rows.mts';
import type { Change, Store } from './store.mts';

/** Who asks: the user, in one organisation, with what that organisation lets them do. */
export interface Actor {
	readonly user: User;
	readonly organisation: Organisation;
	readonly membership: Membership;
	readonly profile: Profile;
	readonly permissions: ReadonlySet<string>;
}

export interface AuditInput {
	readonly action: 'create' | 'update' | 'delete' | 'merge' | 'invoke';
	readonly objectType: string;
	readonly objectId: string;
	/** The containing case or alert; the organisation's id for their deletion. */
	readonly rootId: string;
	readonly details?: JsonObject;
	readonly object?: Reference;
	readonly context?: Reference;
	readonly visibleTo?: readonly string[];
}

type Draft = Omit<Audit, 'mainAction' | 'object' | 'context'>;

/** One request's transaction: stamps rows with who and when, and gathers the audits. */
export class Work {
	readonly store: Store;
	readonly actor: Actor;
	/** Time of everything written in this transaction, ms. */
	readonly now: number;
	readonly requestId: string;
	readonly #drafts: Draft[] = [];

	constructor(store: Store, actor: Actor, now: number, requestId: string) {
		this.store = store;
		this.actor = actor;
		this.now = now;
		this.requestId = requestId;
	}

	get login(): string {
		return this.actor.user.login;
	}

	get organisationId(): string {
		return this.actor.organisation._id;
	}

	/** The beginnings of a new row. */
	stamp<K extends Kind>(kind: K): { kind: K; _id: string; _createdBy: string; _createdAt: number } {
		return { kind, _id: this.store.nextId(), _createdBy: this.login, _createdAt: this.now };
	}

	put<K extends Kind>(kind: K, row: Rows[K]): Rows[K] {
		this.store.put(kind, row);
		return row;
	}

	/** Writes changed fields and the `_updated…` stamps. An undefined value clears its field. */
	update<K extends Kind>(kind: K, row: Rows[K], changes: Partial<Omit<Rows[K], 'kind' | '_id'>>): Rows[K] {
		return this.put(kind, { ...row, ...changes, _updatedAt: this.now, _updatedBy: this.login });
	}

	remove(kind: Kind, id: string): void {
		this.store.remove(kind, id);
	}

	audit(input: AuditInput): void {
		this.#drafts.push({
			...this.stamp('audit'),
			action: input.action,
			requestId: this.requestId,
			rootId: input.rootId,
			objectId: input.objectId,
			objectType: input.objectType,
			organisationId: this.organisationId,
			visibleTo: (input.visibleTo ?? []).filter((id) => id !== this.organisationId),
			details: input.details,
			objectRef: input.object,
			contextRef: input.context,
		});
	}

	/** Writes the audits; the last one is the main action of the transaction [S AuditSrv]. */
	finish(): readonly Audit[] {
		const last = this.#drafts.length - 1;
		return this.#drafts.map((draft, index) => {
			const audit: Audit = {
				...draft,
				mainAction: index === last,
				object: resolveReference(this.store, draft.objectRef),
				context: resolveReference(this.store, draft.contextRef),
			};
			this.put('audit', audit);
			return audit;
		});
	}
}

/** The row a reference points at, as it is now. */
export function resolveReference(store: Store, reference: Reference | undefined): AuditedRow | undefined {
	return reference === undefined ? undefined : store.table(reference.kind).get(reference.id);
}

export interface Committed<T> {
	readonly result: T;
	readonly changes: readonly Change[];
	readonly audits: readonly Audit[];
}

/** Runs `body` as one transaction: all of it happens, with its audits, or nothing. */
export function commit<T>(work: Work, body: (work: Work) => T): Committed<T> {
	const { result, changes } = work.store.transact(() => {
		const value = body(work);
		return { value, audits: work.finish() };
	});
	return { result: result.value, audits: result.audits, changes };
}
