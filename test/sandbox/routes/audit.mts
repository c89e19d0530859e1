import { locate } from '../behaviour/access.mts';
import { get, ok } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { listRows } from '../query/initial.mts';

/** Undocumented operations of servers that keep audits outside the graph: newest first. */
export const auditRoutes: readonly Route[] = [
	get('/audit/list', (call) => {
		const rows = listRows('audit', call.scope).toSorted((a, b) => b._createdAt - a._createdAt);
		const from = Number(call.query.get('from') ?? 0);
		const to = Number(call.query.get('to') ?? 100);
		return ok(rows.slice(from, to).map((row) => call.show(row)));
	}),
	get('/audit/count', (call) => ok(listRows('audit', call.scope).length)),
	get('/audit/:auditId', (call) => ok(call.show(locate(call, 'audit', call.param('auditId'))))),
];
