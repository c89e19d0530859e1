import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { bodyField, requireInBody, rowField, rowsFields, rowsOf } from '../body';
import type { Converter } from '../values';
import { asBoolean, nonEmpty, oneOf, textUpTo } from '../values';

/** How new tasks or observables of a shared case get to the other organisation. */
const RULES = [
	{ name: 'As the Case Says', value: '', description: 'The rule of the case' },
	{ name: 'Automatic', value: 'autoShare', description: 'Each is shared at once' },
	{ name: 'Manual', value: 'manual', description: 'Each has to be shared by hand' },
];

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
	return { displayName, name, type: 'options', options: RULES, default: '', description: `How ${what} of the case are shared` };
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
export const asShares: Converter = rowsOf(shareRow);

/** Rows of shares, for whichever key a body has them under. */
export const shareRowsProperty: Omit<INodeProperties, 'displayName' | 'name'> = {
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Organisation',
	default: {},
	options: [shareRow],
};

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
