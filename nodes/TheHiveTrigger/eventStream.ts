import type { IDataObject } from 'n8n-workflow';
import { unexpectedAnswer } from '../shared/errors';
import type { RequestSettings, TheHiveContext } from '../shared/request';
import { theHiveList, theHiveResponse } from '../shared/request';

/** What the requests of a background loop need: it cannot read parameters any more. */
export interface BackgroundRequest {
	settings: RequestSettings;
	abortSignal: AbortSignal;
}

/** TheHive answers an idle long poll after a minute (`stream.longPolling.refresh`); a proxy may hold it a little longer. */
const LONG_POLL_TIMEOUT_MS = 150_000;

/**
 * Opens an event stream (`POST /stream`): TheHive keeps what happens from now on until it is read.
 * @returns the stream's id
 * @throws NodeApiError; status 404 where the server has no streams, none where the answer is no id
 */
export async function openStream(context: TheHiveContext, request: BackgroundRequest): Promise<string> {
	const facts = { method: 'POST' as const, path: '/stream' };
	const answer = await theHiveResponse(context, { ...request, ...facts, once: true, holdsPlace: true });
	const body: unknown = answer.body;
	const id = typeof body === 'string' ? body.trim() : '';
	// a proxy's page, which may come with status 200
	if (!/^[^\s<]+$/.test(id)) throw unexpectedAnswer(context.getNode(), facts, 'the id of a stream');
	return id;
}

/**
 * Waits for events (`GET /stream/{id}`): up to a minute when nothing happens, then the list is empty.
 * Takes no place in the limit of requests in flight, which a wait of a minute would block.
 * @throws NodeApiError; status 404 when the server has dropped the stream (restart, five minutes without a reader)
 */
export async function readStream(context: TheHiveContext, streamId: string, request: BackgroundRequest): Promise<IDataObject[]> {
	return await theHiveList(context, {
		...request,
		method: 'GET',
		path: `/stream/${encodeURIComponent(streamId)}`,
		// a broken connection has lost its events: the caller must look for them before it reads on
		once: true,
		holdsPlace: true,
		timeoutMs: LONG_POLL_TIMEOUT_MS,
	});
}
