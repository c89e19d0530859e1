import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { isOutcomeUnknown, requestError } from './errors';
import { takingTurns } from './inTurn';
import { CREDENTIAL, REQUEST_SETTINGS, requestSettingsFrom } from './request';

/** A record that shall exist once, though TheHive has no key that would make sure. */
export interface WantedOnce {
	/** Tells it from all others of this TheHive, e.g. its kind, case and title. */
	name: string;
	/** The records that are it, the oldest first. */
	find: () => Promise<IDataObject[]>;
	create: () => Promise<IDataObject>;
	/** Takes back a record just created, when another writer's turned out to be older. */
	remove: (record: IDataObject) => Promise<void>;
	/**
	 * Where `find` looks into an index, which lags: the record of this id as it is now, unless it is gone or is not the wanted one
	 * any more.
	 */
	read?: (id: string) => Promise<IDataObject | undefined>;
	itemIndex: number;
}

export interface FoundOrCreated {
	record: IDataObject;
	created: boolean;
}

/** So long (ms) a new record may take to be found by queries. */
const INDEX_LAG_MS = 1_000;

/** All runs of this n8n process: two of them never look and create at the same time. */
const inTurn = takingTurns();

/** So long (ms) a creation is remembered: far longer than any index lags. */
const REMEMBERED_MS = 60_000;

/** Things whose creation is remembered; beyond them the oldest is forgotten. */
const MOST_REMEMBERED = 10_000;

/** Records of one thing that are remembered: credentials of several users may each have created their own. */
const MOST_IDS = 5;

/** What this n8n process has created of a thing. */
interface Creations {
	ids: string[];
	/** Time of the last one. */
	at: number;
}

/** By the name of the thing, the oldest first. Ids only: what has become of the records meanwhile, TheHive tells. */
const remembered = new Map<string, Creations>();

function remember(thing: string, record: IDataObject): void {
	const now = Date.now();
	const ids = remembered.get(thing)?.ids ?? [];
	// inserted anew, so that it is the youngest
	remembered.delete(thing);
	remembered.set(thing, { ids: [...ids, String(record._id)].slice(-MOST_IDS), at: now });
	for (const [name, { at }] of remembered) {
		if (now - at <= REMEMBERED_MS && remembered.size <= MOST_REMEMBERED) break;
		remembered.delete(name);
	}
}

/** The record that this process has created a moment ago, and that queries do not find yet. */
async function createdBefore(thing: string, { read }: WantedOnce): Promise<IDataObject | undefined> {
	const known = remembered.get(thing);
	if (!read || !known || Date.now() - known.at > REMEMBERED_MS) return undefined;
	for (const id of known.ids) {
		const record = await read(id);
		if (record) return record;
	}
	return undefined;
}

/** What a creation whose answer was lost has left. */
async function afterLostAnswer(wanted: WantedOnce): Promise<FoundOrCreated | undefined> {
	await sleep(INDEX_LAG_MS);
	const [record] = await wanted.find();
	return record ? { record, created: true } : undefined;
}

async function created(context: IExecuteFunctions, wanted: WantedOnce): Promise<FoundOrCreated> {
	let record: IDataObject;
	try {
		record = await wanted.create();
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'POST', path: '', itemIndex: wanted.itemIndex });
		const made = isOutcomeUnknown(error) ? await afterLostAnswer(wanted) : undefined;
		if (!made) throw error;
		return made;
	}
	const [oldest] = await wanted.find();
	if (!oldest || oldest._id === record._id) return { record, created: true };
	// another n8n was faster: both of us see that its record is older, so only one of us takes its own back
	context.logger.warn(`TheHive: another writer has created ${wanted.name} at the same time; the newer one is removed`);
	await wanted.remove(record);
	return { record: oldest, created: false };
}

/**
 * Finds a record, or creates it. TheHive cannot be asked to refuse a second one, so this is what can be done: runs of
 * this n8n process wait for each other and know what the runs before have created, and after a creation it is looked again;
 * when another writer's record is older, the own one is taken back. Two writers whose queries both lag behind the other's creation can still make two.
 * @throws NodeApiError in TheHive's words; when an answer was lost and nothing is found, it says that the outcome is unknown
 */
export async function findOrCreate(context: IExecuteFunctions, wanted: WantedOnce): Promise<FoundOrCreated> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const { organisation = '' } = requestSettingsFrom(context.getNodeParameter(REQUEST_SETTINGS, wanted.itemIndex, {}));
	const thing = `${url} ${organisation} ${wanted.name}`;
	return await inTurn(thing, async () => {
		const [found] = await wanted.find();
		const known = found ?? (await createdBefore(thing, wanted));
		if (known) return { record: known, created: false };
		const made = await created(context, wanted);
		if (made.created && wanted.read) remember(thing, made.record);
		return made;
	});
}
