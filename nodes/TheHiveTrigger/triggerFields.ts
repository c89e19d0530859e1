import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { filterFields } from '../shared/filter/filterFields';
import { hasPresets, presetField } from '../shared/filter/presets';
import { ENTITY_NAMES, entityOf } from './entities';
import { EVENT_OPTIONS } from './eventKinds';

const filterableRecords: INodePropertyOptions[] = ENTITY_NAMES.filter((name) => entityOf(name).filterable !== undefined)
	.map((name) => ({ name: entityOf(name).label, value: name }))
	.sort((a, b) => a.name.localeCompare(b.name));

const presetFields: INodeProperties[] = ENTITY_NAMES.filter(hasPresets).map((name) => ({ ...presetField(name), displayOptions: { show: { resource: [name] } } }));

/** The form of the trigger. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		default: ['alert.created'],
		options: EVENT_OPTIONS,
		description: 'What starts the workflow. One change that is several of these starts it once.',
	},
	{
		displayName: 'Creations and updates are never lost, even while n8n or TheHive is down. Deletions and merges are best effort: TheHive tells of them only while the trigger is connected.',
		name: 'deliveryNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Only When Fields Change',
		name: 'fieldChanges',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Narrows the "Updated" events: they count when one of these fields has changed',
		options: [
			{
				displayName: 'Field',
				name: 'changes',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. status or customFields.business-unit',
						description: 'Name of the field as TheHive has it in the record',
					},
					{ displayName: 'From', name: 'from', type: 'string', default: '', placeholder: 'e.g. New', description: 'Value before. Empty: any.' },
					{ displayName: 'To', name: 'to', type: 'string', default: '', placeholder: 'e.g. InProgress', description: 'Value after. Empty: any.' },
				],
			},
		],
	},
	{
		displayName: 'Ignore Changes By',
		name: 'ignoreChangesBy',
		type: 'options',
		default: 'ownUser',
		options: [
			{ name: 'Nobody', value: 'nobody', description: 'Every change counts. A playbook that changes what started it starts itself again.' },
			{ name: 'The User of the Credential', value: 'ownUser', description: 'So that playbooks do not start themselves. What other playbooks create with the same user does not count either.' },
			{ name: 'These Users', value: 'users', description: 'What the listed users do does not count' },
		],
		description: 'Whose creations and changes do not start the workflow',
	},
	{
		displayName: 'Users',
		name: 'ignoredUsers',
		type: 'string',
		default: '',
		placeholder: 'e.g. n8n@soc.example, sync@soc.example',
		displayOptions: { show: { ignoreChangesBy: ['users'] } },
		description: 'Logins, comma-separated',
	},
	{
		displayName: 'Filter Records Of',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'alert',
		options: filterableRecords,
		description: 'The kind of record that the filters below are for. Events of other kinds are not filtered, and neither are deletions and merges.',
	},
	...presetFields,
	...filterFields,
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		default: 'now',
		options: [
			{ name: 'A Date', value: 'date', description: 'First hand over what has been created and changed since a date' },
			{ name: 'Now', value: 'now', description: 'What happens from the activation on' },
		],
		description: 'Where the trigger begins when it is activated for the first time. Later it goes on where it stopped.',
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		displayOptions: { show: { startFrom: ['date'] } },
		description: 'Another date starts anew from there',
	},
	{
		displayName: 'Deliver',
		name: 'deliver',
		type: 'options',
		default: 'each',
		options: [
			{ name: 'Each Event on Its Own', value: 'each', description: 'One run of the workflow per event, in order' },
			{ name: 'Events Together', value: 'batch', description: 'One run with an item for every event that came at the same time, up to 200' },
		],
		description: 'Whether each event has a run of the workflow to itself, or shares one with those that came with it',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Catch Up At Most (Hours)',
				name: 'catchUpHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 24,
				description: 'How old the changes may be that are caught up after a pause. 0, and without this option: all of them.',
			},
			{
				displayName: 'Include Parent',
				name: 'includeParent',
				type: 'boolean',
				default: false,
				description: 'Whether to read the whole parent case or alert for each event, under parent.entity',
			},
			{
				displayName: 'Include Whole Record',
				name: 'includeEntity',
				type: 'boolean',
				default: false,
				description: 'Whether to read each record anew, as Get gives it, rather than take it as the event brought it',
			},
			{
				displayName: 'Max Events per Record and Minute',
				name: 'mostPerMinute',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 20,
				description: 'Loop guard: further changes of the record are handed over together when the minute is over. 0: no limit.',
			},
			{
				displayName: 'Organisation',
				name: 'organisation',
				type: 'string',
				default: '',
				placeholder: 'e.g. client-a',
				description: 'Organisation to watch, by name or ID, instead of the one in the credential',
			},
			{
				displayName: 'Poll Interval (Seconds)',
				name: 'pollSeconds',
				type: 'number',
				typeOptions: { minValue: 5 },
				default: 60,
				description: 'How often to look for changes on a server without an event stream. Others tell of changes at once.',
			},
		],
	},
];
