import { get, ok, plain, post } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { streamEntries } from '../stream/streams.mts';

/** The live feed shows this many main actions of the last day [G]. */
const FEED_LENGTH = 10;
const FEED_AGE_MS = 86_400_000;

export const streamRoutes: readonly Route[] = [
	post('/stream', (call) => plain(call.instance.streams.open(call.actor)), { body: 'none' }),
	get('/stream/:streamId', async (call) => {
		const { instance } = call;
		return ok(await instance.streams.poll(call.param('streamId'), () => instance.now()));
	}),
	get('/flow', (call) => {
		const { scope, store, actor } = call;
		const rootId = call.query.get('rootId');
		const count = Number(call.query.get('count') ?? FEED_LENGTH);
		const recent = store
			.table('audit')
			.by('organisation', actor.organisation._id)
			.filter((audit) => audit._createdAt > scope.now - FEED_AGE_MS && (rootId === null || audit.rootId === rootId));
		const entries = streamEntries(store, recent, scope.now);
		return ok(entries.slice(0, Number.isInteger(count) && count > 0 ? count : FEED_LENGTH));
	}),
];
