import type { JsonObject } from '../json.mts';
import type { Setting } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Work } from '../store/work.mts';

/** Owner of settings of the whole instance. */
export const INSTANCE = 'instance';

export function setting(store: Store, ownerId: string, area: string, name: string): Setting | undefined {
	return store.table('setting').firstBy('unique', `${ownerId}|${area}|${name}`);
}

export function settingsOf(store: Store, ownerId: string, area: string): Setting[] {
	return store.table('setting').by('area', `${ownerId}|${area}`);
}

/** Writes a setting document, new or in place of the one there is. */
export function saveSetting(work: Work, ownerId: string, area: string, name: string, value: JsonObject): Setting {
	const known = setting(work.store, ownerId, area, name);
	return known === undefined
		? work.put('setting', { ...work.stamp('setting'), ownerId, area, name, value })
		: work.update('setting', known, { value });
}
