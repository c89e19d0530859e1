import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { fieldError, fitting, UnfitValue } from '../shared/fieldError';
import { filterParameter } from '../shared/filter/filterParameter';
import { placeFrom } from '../shared/place';
import type { RequestSettings } from '../shared/request';
import { requestSettingsFrom } from '../shared/request';
import { asEpochMs, isObject, listOf } from '../shared/values';
import type { EntityName } from './entities';
import { ENTITY_NAMES, entityOf } from './entities';
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
	/** Those to ignore where it is `users`. */
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

/** What is chosen in a drop-down: an expression may give anything, and no other choice is what was meant by it. */
function choice<Choice extends string>(context: ITriggerFunctions, field: string, name: string, preset: Choice, choices: readonly Choice[]): Choice {
	return placeFrom(context.getNode(), 0, field, context.getNodeParameter(name, preset), choices);
}

function usersOf(context: ITriggerFunctions): string[] {
	const logins = fitting(() => asLogins(context.getNodeParameter('ignoredUsers', '')));
	const list: unknown[] = logins.ok && Array.isArray(logins.value) ? logins.value : [];
	const users = list.filter((login) => typeof login === 'string').filter((login) => login !== '');
	if (users.length > 0) return users;
	throw fieldError(context.getNode(), 0, 'Users', logins.ok ? 'is empty' : logins.problem, 'Give the logins of the users whose changes do not count.');
}

/** The rows of Only When Fields Change. One that says nothing is not left out: without rows every update starts the workflow. */
function watchedChanges(context: ITriggerFunctions, verbs: TriggerSettings['verbs']): WatchedChange[] {
	const refusal = (problem: string, advice: string) => fieldError(context.getNode(), 0, 'Only When Fields Change', problem, advice);
	const form: unknown = context.getNodeParameter('fieldChanges', {});
	const rows: unknown = isObject(form) ? form.changes : undefined;
	const list: unknown[] = Array.isArray(rows) ? rows : [];
	const text = (part: unknown) => (part === undefined || part === null ? '' : String(part).trim());
	const changes = list.filter(isObject).map(({ field, from, to }) => {
		if (text(field) === '') throw refusal('has a row without a field', 'Name the field of each row, or remove the row.');
		return { field: text(field), from: text(from), to: text(to) };
	});
	const isLookedAt = [...verbs.values()].some((chosen) => chosen.has('updated'));
	if (changes.length > 0 && !isLookedAt) {
		throw refusal('narrows the "Updated" events, and none of them is chosen', `Choose an "Updated" event in 'Trigger On', or remove the rows.`);
	}
	return changes;
}

function atLeast(value: unknown, least: number, fallback: number): number {
	const number = Number(value ?? fallback);
	return Number.isFinite(number) ? Math.max(number, least) : fallback;
}

function startDateOf(context: ITriggerFunctions): number | undefined {
	if (choice(context, 'Start From', 'startFrom', 'now', ['date', 'now']) !== 'date') return undefined;
	try {
		const date = asEpochMs(context.getNodeParameter('startDate', ''));
		if (typeof date === 'number') return date;
		throw new UnfitValue('is empty');
	} catch (error) {
		if (error instanceof UnfitValue) throw fieldError(context.getNode(), 0, 'Start Date', error.message, 'Give a date, or start from now.');
		throw new NodeOperationError(context.getNode(), error instanceof Error ? error : String(error));
	}
}

/** The filter of the form, and the kind of record it is for; kinds that it is not for are not filtered. */
async function filterOf(context: ITriggerFunctions, verbs: TriggerSettings['verbs']): Promise<Pick<TriggerSettings, 'filterEntity' | 'filter'>> {
	const field = 'Filter Records Of';
	const chosen = choice(context, field, 'resource', 'alert', ENTITY_NAMES.filter((name) => entityOf(name).filterable));
	const { filterable, label } = entityOf(chosen);
	const filter = filterable && (await filterParameter(context, filterable, 0));
	if (!filter) return {};
	if (verbs.has(chosen)) return { filterEntity: chosen, filter };
	throw fieldError(context.getNode(), 0, field, `is ${label}, but no chosen event is about that: the filters would leave out nothing`, 'Choose the kind of record that the filters are for.');
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
	const ignore = choice(context, 'Ignore Changes By', 'ignoreChangesBy', 'ownUser', ['nobody', 'ownUser', 'users']);
	const startDate = startDateOf(context);
	return {
		verbs,
		changes: watchedChanges(context, verbs),
		...(await filterOf(context, verbs)),
		...(startDate === undefined ? {} : { startDate }),
		batched: choice(context, 'Deliver', 'deliver', 'each', ['each', 'batch']) === 'batch',
		ignore,
		users: ignore === 'users' ? usersOf(context) : [],
		includeEntity: options.includeEntity === true,
		includeParent: options.includeParent === true,
		pollMs: atLeast(options.pollSeconds, 5, 60) * 1000,
		mostPerMinute: atLeast(options.mostPerMinute, 0, 20),
		catchUpMs: atLeast(options.catchUpHours, 0, 0) * 3_600_000,
		request: requestSettingsFrom({ organisation: options.organisation }),
	};
}
