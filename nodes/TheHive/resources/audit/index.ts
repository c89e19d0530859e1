import type { Resource } from '../../../shared/operation';
import { getHistory } from './getHistory.operation';
import { getLiveFeed } from './getLiveFeed.operation';
import { getManyAudits } from './getMany.operation';

export const audit: Resource = {
	name: 'Audit',
	value: 'audit',
	description: 'Who did what in TheHive',
	operations: [getHistory, getLiveFeed, getManyAudits],
	startsWith: getManyAudits,
};
