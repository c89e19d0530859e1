import type { Resource } from '../../../shared/operation';
import { runQuery } from './run.operation';

export const query: Resource = {
	name: 'Query',
	value: 'query',
	description: 'The query language of TheHive',
	operations: [runQuery],
	startsWith: runQuery,
};
