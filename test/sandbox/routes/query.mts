import { ok, post } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { evaluateQuery } from '../query/evaluate.mts';

export const queryRoutes: readonly Route[] = [
	post('/query', (call) => {
		const { body, total } = evaluateQuery(call.body, call.scope);
		return ok(body, total === undefined ? undefined : { 'X-Total': String(total) });
	}),
];
