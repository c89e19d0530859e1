import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { fieldError, UnfitValue } from '../shared/fieldError';
import { filterParameter } from '../shared/filter/filterParameter';
import type { RequestSettings } from '../shared/request';
import { requestSettingsFrom } from '../shared/request';
import { asEpochMs, isObject, listOf } from '../shared/values';
import type { EntityName } from './entities';
import { entityOf, isEntityName } from './entities';
import { watchedVerbs } from './eventKinds';
import type { WatchedChange } from './events';

/** Everything the form says, read before the trigger goes to the background: expressions cannot be evaluated there. */
export interface TriggerSettings {
	verbs: Map<EntityName, Set<string>>;
	changes: WatchedChange[];
	filterEntity?: EntityName;
	filter?: IDataObject;
	/** Epoch ms; from now on when absent. */
	startDate?: number;
	batched: boolean;
	ignore: 'ownUser' | 'users' | 'nobody';
	users: string[];
	includeEntity: boolean;
	includeParent: boolean;
	pollMs: number;
	/** 0: no limit. */
	mostPerMinute: number;
	/** Ms; 0: however long. */
	catchUpMs: number;
	request: RequestSettings;
}

const asLogins = listOf(256);

function texts(value: unknown): string[] {
	const list = asLogins(value);
	return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string' && entry !== '') : [];
}

function watchedChanges(value: unknown): WatchedChange[] {
	const rows: unknown = isObject(value) ? value.changes : undefined;
	const list: unknown[] = Array.isArray(rows) ? rows : [];
	const text = (part: unknown) => (part === undefined || part === null ? '' : String(part).trim());
	return list
		.filter(isObject)
		.map(({ field, from, to }) => ({ field: text(field), from: text(from), to: text(to) }))
		.filter(({ field }) => field !== '');
}

function atLeast(value: unknown, least: number, fallback: number): number {
	const number = Number(value ?? fallback);
	return Number.isFinite(number) ? Math.max(number, least) : fallback;
}

function startDateOf(context: ITriggerFunctions): number | undefined {
	if (context.getNodeParameter('startFrom', 'now') !== 'date') return undefined;
	try {
		const date = asEpochMs(context.getNodeParameter('startDate', ''));
		if (typeof date === 'number') return date;
		throw new UnfitValue('is empty');
	} catch (error) {
		if (error instanceof UnfitValue) throw fieldError(context.getNode(), 0, 'Start Date', error.message, 'Give a date, or start from now.');
		throw new NodeOperationError(context.getNode(), error instanceof Error ? error : String(error));
	}
}

/** The filter of the form, and the kind of record it is for. */
async function filterOf(context: ITriggerFunctions): Promise<Pick<TriggerSettings, 'filterEntity' | 'filter'>> {
	const chosen = String(context.getNodeParameter('resource', 'alert'));
	const filterable = isEntityName(chosen) ? entityOf(chosen).filterable : undefined;
	if (!isEntityName(chosen) || filterable === undefined) return {};
	const filter = await filterParameter(context, filterable, 0);
	return filter ? { filterEntity: chosen, filter } : {};
}

/**
 * Reads and checks all parameters.
 * @throws NodeOperationError naming the field that cannot be meant
 */
export async function readSettings(context: ITriggerFunctions): Promise<TriggerSettings> {
	const chosen: unknown = context.getNodeParameter('events', []);
	const list: unknown[] = Array.isArray(chosen) ? chosen : String(chosen).split(',');
	const verbs = watchedVerbs(list.map((event) => String(event).trim()));
	if (verbs.size === 0) throw fieldError(context.getNode(), 0, 'Trigger On', 'is empty', 'Choose at least one event.');
	const collection: unknown = context.getNodeParameter('options', {});
	const options = isObject(collection) ? collection : {};
	const ignore = context.getNodeParameter('ignoreChangesBy', 'ownUser');
	const startDate = startDateOf(context);
	return {
		verbs,
		changes: watchedChanges(context.getNodeParameter('fieldChanges', {})),
		...(await filterOf(context)),
		...(startDate === undefined ? {} : { startDate }),
		batched: context.getNodeParameter('deliver', 'each') === 'batch',
		ignore: ignore === 'users' || ignore === 'nobody' ? ignore : 'ownUser',
		users: texts(context.getNodeParameter('ignoredUsers', '')),
		includeEntity: options.includeEntity === true,
		includeParent: options.includeParent === true,
		pollMs: atLeast(options.pollSeconds, 5, 60) * 1000,
		mostPerMinute: atLeast(options.mostPerMinute, 0, 20),
		catchUpMs: atLeast(options.catchUpHours, 0, 0) * 3_600_000,
		request: requestSettingsFrom({ organisation: options.organisation }),
	};
}
