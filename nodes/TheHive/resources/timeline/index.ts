import type { Resource } from '../../../shared/operation';
import { createCustomEvent } from './createCustomEvent.operation';
import { deleteCustomEvent } from './deleteCustomEvent.operation';
import { getTimeline } from './get.operation';
import { getCustomEvents } from './getCustomEvents.operation';
import { updateCustomEvent } from './updateCustomEvent.operation';

export const timeline: Resource = {
	name: 'Timeline',
	value: 'timeline',
	description: 'What happened in a case, and events of your own in it',
	operations: [createCustomEvent, deleteCustomEvent, getTimeline, getCustomEvents, updateCustomEvent],
	startsWith: getTimeline,
};
