import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { TheHiveContext } from '../shared/request';
import { theHiveObject } from '../shared/request';
import { entityOf } from './entities';
import { asError } from './outage';
import { itemOf, parentOf } from './eventItem';
import type { Event } from './events';
import type { BackgroundRequest } from './eventStream';
import { withOwnTitle } from './importTitle';

/** Reads in flight while events are completed. */
const AT_ONCE = 8;

export interface IncludeOptions {
	includeEntity: boolean;
	includeParent: boolean;
}

async function read(context: TheHiveContext, request: BackgroundRequest, path: string | undefined): Promise<IDataObject | undefined> {
	if (path === undefined) return undefined;
	const answer = await theHiveObject(context, { ...request, method: 'GET', path, holdsPlace: true }).catch(asError);
	if (!(answer instanceof Error)) return withOwnTitle(answer);
	// gone, or not to be seen any more: the event goes out with what it brought
	if (answer instanceof NodeApiError && (answer.httpCode === '404' || answer.httpCode === '403')) return undefined;
	throw answer;
}

async function itemWith(context: TheHiveContext, request: BackgroundRequest, options: IncludeOptions, event: Event): Promise<INodeExecutionData> {
	const { path } = entityOf(event.entity);
	const isGone = event.observation.action === 'delete';
	const parent = options.includeParent ? parentOf(event) : undefined;
	const [record, parentRecord] = await Promise.all([
		read(context, request, options.includeEntity && !isGone ? path?.(event.id) : undefined),
		read(context, request, parent && entityOf(parent.kind).path?.(parent.id)),
	]);
	return itemOf(event, { ...(record ? { record } : {}), ...(parentRecord ? { parent: parentRecord } : {}) });
}

/**
 * The items of events, completed by what the options ask for.
 * @throws NodeApiError when TheHive cannot be read: the events have to be found again
 */
export async function itemsOf(context: TheHiveContext, request: BackgroundRequest, options: IncludeOptions, events: readonly Event[]): Promise<INodeExecutionData[]> {
	if (!options.includeEntity && !options.includeParent) return events.map((event) => itemOf(event));
	const items: INodeExecutionData[] = [];
	for (let index = 0; index < events.length; index += AT_ONCE) {
		const batch = events.slice(index, index + AT_ONCE);
		items.push(...(await Promise.all(batch.map(async (event) => await itemWith(context, request, options, event)))));
	}
	return items;
}
