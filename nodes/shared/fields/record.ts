import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../body';
import { pickedValue } from '../path';
import { asTags, asBoolean, asEpochMs, oneOf, textUpTo } from '../values';
import { PAPS, papProperty, SEVERITIES, severityProperty, TLPS, tlpProperty } from './scales';

/** TheHive's limit for descriptions, summaries and messages: 1 Mi characters. */
export const LONG_TEXT = 1_048_576;

/** Body fields that alerts, cases and what is made of them share. */
export const severityField = bodyField('severity', severityProperty, oneOf(SEVERITIES));
export const tlpField = bodyField('tlp', tlpProperty, oneOf(TLPS));
export const papField = bodyField('pap', papProperty, oneOf(PAPS));

export const titleProperty: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Suspicious sign-in from a new country',
	description: 'What it is about, in a line',
};
export const titleField = bodyField('title', titleProperty, textUpTo(512));
export const requiredTitleField = bodyField('title', { ...titleProperty, required: true }, textUpTo(512));

export const descriptionProperty: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'Markdown is rendered by TheHive',
};
export const descriptionField = bodyField('description', descriptionProperty, textUpTo(LONG_TEXT));
export const requiredDescriptionField = bodyField('description', { ...descriptionProperty, required: true }, textUpTo(LONG_TEXT));

export const tagsProperty: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. phishing,campaign:2026-01',
	description: 'Comma-separated tags, or a list from an expression',
};
export const tagsField = bodyField('tags', tagsProperty, asTags);

/** Tags on update: set the list, or edit it. */
export const updateTagsFields: INodeProperties[] = [
	bodyField('addTags', { displayName: 'Add Tags', name: 'addTags', type: 'string', default: '', description: 'Comma-separated tags to add to those the record has' }, asTags),
	bodyField('removeTags', { displayName: 'Remove Tags', name: 'removeTags', type: 'string', default: '', description: 'Comma-separated tags to take from those the record has' }, asTags),
	bodyField('tags', { ...tagsProperty, displayName: 'Set Tags', description: 'Comma-separated tags that replace all tags the record has' }, asTags),
];

/** The user to assign: picked from the list, or a login from an expression. */
export const assigneeField = bodyField(
	'assignee',
	{
		displayName: 'Assignee',
		name: 'assignee',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The user to assign, picked from the list or by login',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchAssignees', searchable: true } },
			{ displayName: 'By Login', name: 'login', type: 'string', placeholder: 'e.g. analyst@example.org' },
		],
	},
	(value) => textUpTo(128)(pickedValue(value)),
);

export const statusField = bodyField(
	'status',
	{
		displayName: 'Status Name or ID',
		name: 'status',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getStatuses' },
		default: '',
		description:
			'Status, by its name such as InProgress. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	textUpTo(64),
);

export const summaryField = bodyField(
	'summary',
	{ displayName: 'Summary', name: 'summary', type: 'string', typeOptions: { rows: 3 }, default: '', description: 'What was found, in Markdown; usually written when it is closed' },
	textUpTo(LONG_TEXT),
);

export const flagField = bodyField(
	'flag',
	{ displayName: 'Flag', name: 'flag', type: 'boolean', default: false, description: 'Whether to flag it as important' },
	asBoolean,
);

export const caseTemplateField = bodyField(
	'caseTemplate',
	{
		displayName: 'Case Template Name or ID',
		name: 'caseTemplate',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getCaseTemplateNames' },
		default: '',
		description:
			'Case template to use, by its name. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	textUpTo(128),
);

/** A date of the body: ISO 8601, epoch milliseconds or n8n DateTime. */
export function dateField(key: string, property: Omit<INodeProperties, 'type' | 'default' | 'name'>): INodeProperties {
	return bodyField(key, { ...property, name: key, type: 'dateTime', default: '' }, asEpochMs);
}
