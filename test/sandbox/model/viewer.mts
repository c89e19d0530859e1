import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';

/** For whom rows are shown. Without an actor (audits) case permissions are empty [L]. */
export interface Viewer {
	readonly store: Store;
	readonly actor: Actor | undefined;
	/** ms */
	readonly now: number;
}
