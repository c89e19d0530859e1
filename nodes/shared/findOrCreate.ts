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
 * this n8n process wait for each other, and after a creation it is looked again; when another writer's record is older,
 * the own one is taken back. Two writers whose queries both lag behind the other's creation can still make two.
 * @throws NodeApiError in TheHive's words; when an answer was lost and nothing is found, it says that the outcome is unknown
 */
export async function findOrCreate(context: IExecuteFunctions, wanted: WantedOnce): Promise<FoundOrCreated> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	const { organisation = '' } = requestSettingsFrom(context.getNodeParameter(REQUEST_SETTINGS, wanted.itemIndex, {}));
	return await inTurn(`${url} ${organisation} ${wanted.name}`, async () => {
		const [known] = await wanted.find();
		return known ? { record: known, created: false } : await created(context, wanted);
	});
}
