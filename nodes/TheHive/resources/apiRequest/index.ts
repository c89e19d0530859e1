import type { Resource } from '../../../shared/operation';
import { sendApiRequest } from './send.operation';

export const apiRequest: Resource = {
	name: 'API Request',
	value: 'apiRequest',
	description: 'Whatever has no operation of its own',
	operations: [sendApiRequest],
	startsWith: sendApiRequest,
};
