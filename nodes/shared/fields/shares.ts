import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { bodyField, joinedJsonField, requireInBody, rowField, rowsFields, rowsOf } from '../body';
import type { Converter } from '../values';
import { asBoolean, nonEmpty, oneOf, textUpTo } from '../values';
import type { FieldWords } from './typed';

/** How new tasks or observables of a shared case get to the other organisation. */
const RULES = [
	{ name: 'As the Case Says', value: '', description: 'The rule of the case' },
	{ name: 'Automatic', value: 'autoShare', description: 'Each is shared at once' },
	{ name: 'Manual', value: 'manual', description: 'Each has to be shared by hand' },
];

/**
 * A sharing rule as text: TheHive names two (OpenAPI: `InputShare`), and takes any text for cases and organisations.
 * @param of what the rule is for
 * @param description without the values
 */
export function sharingRuleWords(of: 'Observable' | 'Task', description: string): FieldWords {
	return { displayName: `${of} Sharing Rule`, placeholder: 'e.g. manual', description: `${description}: manual or autoShare` };
}

const organisationProperty: INodeProperties = {
	displayName: 'Organisation Name or ID',
	name: 'organisation',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getOrganisationNames' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

const profileProperty: INodeProperties = {
	displayName: 'Profile Name or ID',
	name: 'profile',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getProfileNames' },
	default: 'analyst',
	description:
		'What the other organisation may do in the case. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

function ruleProperty(what: string, name: string, displayName: string): INodeProperties {
	return { displayName, name, type: 'options', options: RULES, default: '', description: `How new ${what} of the case are shared` };
}

const shareProperty: INodeProperties = {
	displayName: 'Share New Ones',
	name: 'share',
	type: 'boolean',
	default: true,
	description: 'Whether tasks and observables that are added later are shared as well',
};

const shareRow: INodePropertyCollection = {
	displayName: 'Share',
	name: 'share',
	values: [
		rowField('observableRule', ruleProperty('observables', 'observableRule', 'Observable Sharing Rule'), oneOf(RULES)),
		rowField('organisation', { ...organisationProperty, required: true }, textUpTo(128)),
		rowField('profile', profileProperty, textUpTo(64)),
		rowField('share', shareProperty, asBoolean),
		rowField('taskRule', ruleProperty('tasks', 'taskRule', 'Task Sharing Rule'), oneOf(RULES)),
	],
};

/** Rows of shares as TheHive takes them (`InputShare`). */
const asShares: Converter = rowsOf(shareRow);

/**
 * The organisations that a case is shared with as it is created: as rows, or as JSON.
 * @param names of the two parameters
 */
export function shareWithFields(names = { rows: 'sharingParameters', json: 'sharingParametersJson' }): [rows: INodeProperties, json: INodeProperties] {
	return [
		bodyField(
			'sharingParameters',
			{
				displayName: 'Share With',
				name: names.rows,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Organisation',
				default: {},
				description: 'Organisations to share the case with, with their profile and sharing rules',
				options: [shareRow],
			},
			asShares,
		),
		joinedJsonField(
			'sharingParameters',
			{
				displayName: 'Share With (JSON)',
				name: names.json,
				type: 'string',
				default: '',
				placeholder: 'e.g. [{ "organisation": "client-a", "profile": "read-only" }]',
				description: 'The same as a JSON array, or a list from an expression: organisation, profile, share, taskRule, observableRule',
			},
			asShares,
		),
	];
}

/** The organisations to share a case with, at least one. */
export const sharesFields: INodeProperties[] = rowsFields(
	'shares',
	{ displayName: 'Organisations', name: 'shares', placeholder: 'Add Organisation', description: 'Organisations with their profile and sharing rules' },
	shareRow,
	nonEmpty,
);

/** preSend of the operations on the shares of a case. */
export const sendShares = requireInBody('shares', 'Organisations');

/** What an organisation may do in a case (`InputUpdateShare`). */
export const requiredProfileField = bodyField('profile', { ...profileProperty, required: true }, textUpTo(64));
