import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { isRefusal } from '../../../shared/errors';
import { theHiveList, theHiveObject } from '../../../shared/request';

/** Something to start on behalf of an input item. */
export interface Start {
	itemIndex: number;
	body: IDataObject;
}

/** What came of a start: the job or action, or the error. */
export type Started = { row: IDataObject; error?: undefined } | { row?: undefined; error: unknown };

export interface StartPaths {
	/** Path that starts one. */
	single: string;
	/** Path that starts many; missing in some versions of TheHive. */
	bulk: string;
	/** Body of the bulk request. */
	bulkBody: (bodies: IDataObject[]) => IDataObject | IDataObject[];
}

/** Starts in one request. */
const CHUNK = 50;

/** Starts one. */
export async function startOne(context: IExecuteFunctions, { single }: StartPaths, { body, itemIndex }: Start): Promise<Started> {
	try {
		return { row: await theHiveObject(context, { method: 'POST', path: single, body, itemIndex }) };
	} catch (error) {
		return { error };
	}
}

/**
 * Starts many with few requests. A server without the bulk route, or one that refuses a block because of one of its
 * entries, gets them one by one; where an answer is lost none is started again.
 * @returns what came of each, in their order
 */
export async function startAll(context: IExecuteFunctions, paths: StartPaths, starts: Start[]): Promise<Started[]> {
	const singly = async (block: Start[]) => await Promise.all(block.map(async (start) => await startOne(context, paths, start)));
	const started = await Promise.all(
		blocksOf(starts, CHUNK).map(async (block): Promise<Started[]> => {
			const [first] = block;
			if (!first || block.length === 1) return await singly(block);
			try {
				const body = paths.bulkBody(block.map((start) => start.body));
				const rows = await theHiveList(context, { method: 'POST', path: paths.bulk, body, itemIndex: first.itemIndex });
				return block.map((_start, index) => {
					const row = rows[index];
					return row ? { row } : { error: new Error('TheHive did not answer with this job') };
				});
			} catch (error) {
				return isRefusal(error) ? await singly(block) : block.map(() => ({ error }));
			}
		}),
	);
	return started.flat();
}
