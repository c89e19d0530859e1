import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { theHiveObject } from '../shared/request';
import type { EntityName } from './entities';
import { entityOf } from './entities';
import { itemOf, parentOf } from './eventItem';
import type { Event } from './events';
import { withOwnTitle } from './importTitle';
import type { LookContext } from './look';
import { byIds } from './look';
import { asError } from './outage';

/** Reads in flight while events are completed. */
const AT_ONCE = 8;

export interface IncludeOptions {
	includeEntity: boolean;
	includeParent: boolean;
}

async function read({ context, request }: LookContext, path: string | undefined): Promise<IDataObject | undefined> {
	if (path === undefined) return undefined;
	const answer = await theHiveObject(context, { ...request, method: 'GET', path, holdsPlace: true }).catch(asError);
	if (!(answer instanceof Error)) return withOwnTitle(answer);
	// gone, or not to be seen any more: the event goes out with what it brought
	if (answer instanceof NodeApiError && (answer.httpCode === '404' || answer.httpCode === '403')) return undefined;
	throw answer;
}

/** Records of kinds that TheHive has no address for, by id; the index may not show the newest yet. */
async function listed(look: LookContext, events: readonly Event[]): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	for (const entity of new Set(events.map((event) => event.entity))) {
		const ids = events.filter((event) => event.entity === entity && !isGone(event)).map(({ id }) => id);
		if (!isListed(entity) || ids.length === 0) continue;
		for (const row of await byIds(look, entity, ids)) found.set(String(row._id), row);
	}
	return found;
}

function isGone({ observation }: Event): boolean {
	return observation.action === 'delete';
}

/** Whether one list leads to all records of a kind. */
function isListed(entity: EntityName): boolean {
	const { path, lists } = entityOf(entity);
	return path === undefined && lists(0).length === 1;
}

async function itemWith(look: LookContext, options: IncludeOptions, event: Event, rows: ReadonlyMap<string, IDataObject>): Promise<INodeExecutionData> {
	const parent = options.includeParent ? parentOf(event) : undefined;
	const [record = rows.get(event.id), parentRecord] = await Promise.all([
		read(look, options.includeEntity && !isGone(event) ? entityOf(event.entity).path?.(event.id) : undefined),
		read(look, parent && entityOf(parent.kind).path?.(parent.id)),
	]);
	return itemOf(event, { ...(record ? { record } : {}), ...(parentRecord ? { parent: parentRecord } : {}) });
}

/**
 * The items of events, completed by what the options ask for.
 * @throws NodeApiError when TheHive cannot be read: the events have to be found again
 */
export async function itemsOf(look: LookContext, options: IncludeOptions, events: readonly Event[]): Promise<INodeExecutionData[]> {
	if (!options.includeEntity && !options.includeParent) return events.map((event) => itemOf(event));
	const rows = options.includeEntity ? await listed(look, events) : new Map<string, IDataObject>();
	const items: INodeExecutionData[] = [];
	for (let index = 0; index < events.length; index += AT_ONCE) {
		const batch = events.slice(index, index + AT_ONCE);
		items.push(...(await Promise.all(batch.map(async (event) => await itemWith(look, options, event, rows)))));
	}
	return items;
}
