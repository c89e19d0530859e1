import type { INodeProperties } from 'n8n-workflow';
import { UnfitValue } from '../fieldError';
import { isEmpty } from '../values';
import type { Condition } from './conditions';
import { ago, ahead, and, between, eq, gte, has, isIn, lt, ne, not, now, or } from './conditions';

/** A search that every SOC makes, by its name. */
export interface Preset {
	name: string;
	description: string;
	/** What a record must meet; the records of one's own need the login of the user of the credential. */
	condition: Condition | ((login: string) => Condition);
}

const isOpen = isIn('stage', ['New', 'InProgress']);
const isOpenTask = isIn('status', ['Waiting', 'InProgress']);
const isUnassigned = not(has('assignee'));
const isHigh = gte('severity', 3);
const isAssignedTo = (login: string) => eq('assignee', login);
const isUntouchedFor = (days: number) => {
	const since = ago(days, 'days');
	return and(lt('_createdAt', since), or(lt('_updatedAt', since), not(has('_updatedAt'))));
};

const newLastDay: Preset = { name: 'Created in the Last 24 Hours', description: 'Whatever has become of them since', condition: gte('_createdAt', ago(24, 'hours')) };

/** The presets of each kind of record. Keys are parameter values: stable for ever. */
const PRESETS = {
	alert: {
		lastDay: newLastDay,
		highOpen: { name: 'High and Critical', description: 'New or in progress, of severity High or Critical', condition: and(isOpen, isHigh) },
		mine: { name: 'My Alerts', description: 'New or in progress, assigned to the user of the credential', condition: (login) => and(isOpen, isAssignedTo(login)) },
		new: { name: 'New Alerts', description: 'Nobody has begun with them', condition: eq('stage', 'New') },
		open: { name: 'Open Alerts', description: 'New or in progress', condition: isOpen },
		unassigned: { name: 'Unassigned Alerts', description: 'New or in progress, assigned to nobody', condition: and(isOpen, isUnassigned) },
	},
	case: {
		closedLastWeek: { name: 'Closed in the Last 7 Days', description: 'Closed, with an end date in the last 7 days', condition: and(eq('stage', 'Closed'), gte('endDate', ago(7, 'days'))) },
		lastDay: newLastDay,
		flagged: { name: 'Flagged Cases', description: 'New or in progress, with a flag', condition: and(isOpen, eq('flag', true)) },
		highOpen: { name: 'High and Critical', description: 'New or in progress, of severity High or Critical', condition: and(isOpen, isHigh) },
		mine: { name: 'My Cases', description: 'New or in progress, assigned to the user of the credential', condition: (login) => and(isOpen, isAssignedTo(login)) },
		open: { name: 'Open Cases', description: 'New or in progress', condition: ne('stage', 'Closed') },
		unassigned: { name: 'Unassigned Cases', description: 'New or in progress, assigned to nobody', condition: and(isOpen, isUnassigned) },
		stale: { name: 'Untouched for 7 Days', description: 'New or in progress, and not changed in the last 7 days', condition: and(isOpen, isUntouchedFor(7)) },
	},
	observable: {
		lastDay: newLastDay,
		files: { name: 'File Observables', description: 'With a file attached', condition: has('attachment.id') },
		ioc: { name: 'IOC Observables', description: 'Marked as indicator of compromise', condition: eq('ioc', true) },
		sighted: { name: 'Sighted Observables', description: 'Seen in the own network', condition: eq('sighted', true) },
	},
	task: {
		dueSoon: { name: 'Due in the Next 24 Hours', description: 'Waiting or in progress, with a due date in the next 24 hours', condition: and(isOpenTask, between('dueDate', now, ahead(24, 'hours'))) },
		mandatoryOpen: { name: 'Mandatory Open Tasks', description: 'Waiting or in progress, to be done before the case can be closed', condition: and(isOpenTask, eq('mandatory', true)) },
		mine: { name: 'My Tasks', description: 'Waiting or in progress, assigned to the user of the credential', condition: (login) => and(isOpenTask, isAssignedTo(login)) },
		open: { name: 'Open Tasks', description: 'Waiting or in progress', condition: isOpenTask },
		overdue: { name: 'Overdue Tasks', description: 'Waiting or in progress, with a due date that has passed', condition: and(isOpenTask, lt('dueDate', now)) },
		unassigned: { name: 'Unassigned Tasks', description: 'Waiting or in progress, assigned to nobody', condition: and(isOpenTask, isUnassigned) },
	},
} as const satisfies Record<string, Record<string, Preset>>;

/** Kinds of record that have presets. */
export type PresetEntity = keyof typeof PRESETS;

const NONE = 'none';

export function hasPresets(entity: string): entity is PresetEntity {
	return Object.hasOwn(PRESETS, entity);
}

export const PRESET_ENTITIES = Object.keys(PRESETS).filter(hasPresets);

function presetsOf(entity: PresetEntity): Record<string, Preset> {
	return PRESETS[entity];
}

/** Name of the parameter; each kind of record has its own, because n8n knows a parameter by its name alone. */
export function presetParameter(entity: PresetEntity): string {
	return `${entity}Preset`;
}

/** The choice of a preset in the form of that kind of record. */
export function presetField(entity: PresetEntity): INodeProperties {
	const presets = Object.entries(presetsOf(entity)).map(([value, { name, description }]) => ({ name, value, description }));
	return {
		displayName: 'Preset',
		name: presetParameter(entity),
		type: 'options',
		options: [{ name: 'None', value: NONE, description: 'Only the filters below count' }, ...presets.sort((a, b) => a.name.localeCompare(b.name))],
		default: NONE,
		description: 'A search that is made often. A record must meet it and the filters below.',
	};
}

/**
 * The chosen preset, by value or name.
 * @returns nothing when none is chosen
 * @throws UnfitValue for a name that no preset has: it never widens the match
 */
export function presetFor(entity: PresetEntity, chosen: unknown): Preset | undefined {
	const wanted = isEmpty(chosen) ? NONE : String(chosen).trim().toLowerCase();
	if (wanted === NONE) return undefined;
	const presets = Object.entries(presetsOf(entity));
	const found = presets.find(([value, { name }]) => value.toLowerCase() === wanted || name.toLowerCase() === wanted);
	if (!found) throw new UnfitValue(`cannot be '${String(chosen)}'. Choose one of: ${[NONE, ...presets.map(([value]) => value)].join(', ')}`);
	const [, preset] = found;
	return preset;
}
