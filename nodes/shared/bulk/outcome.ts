import type { NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * How a record of a bulk run ends. `unknown`: the request was sent and its answer lost, so TheHive may have acted or not;
 * `notSent`: the run ended before its turn.
 */
export type Outcome =
	| { state: 'done' }
	| { state: 'failed' | 'unknown' | 'notSent'; error: NodeApiError | NodeOperationError };

export const DONE: Outcome = { state: 'done' };
