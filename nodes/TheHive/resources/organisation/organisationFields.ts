import type { INodeProperties } from 'n8n-workflow';
import { sharingRuleWords } from '../../../shared/fields/shares';
import { switchField, textField } from '../../../shared/fields/typed';
import type { Converter } from '../../../shared/values';
import { textUpTo } from '../../../shared/values';

export const organisationNameWords = { displayName: 'Name', placeholder: 'e.g. client-a', description: 'Name of the organisation, unique in this TheHive' };

export const organisationDescriptionWords = { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the organisation is' };

/** Optional fields that Create and Update share. */
export const commonOrganisationFields: INodeProperties[] = [
	switchField('locked', { displayName: 'Locked', description: 'Whether its users cannot work in it' }),
	textField('observableRule', 64, sharingRuleWords('Observable', 'How new observables of its cases are shared')),
	textField('taskRule', 64, sharingRuleWords('Task', 'How new tasks of its cases are shared')),
];

export const otherOrganisationField: INodeProperties = {
	displayName: 'Other Organisation ID',
	name: 'otherOrganisationId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. client-b or ~4104',
	description: 'The organisation at the other end of the link, by ID or name',
};

export const linkTypeProperty: INodeProperties = {
	displayName: 'Link Type',
	name: 'linkType',
	type: 'string',
	default: 'default',
	placeholder: 'e.g. default',
	description: 'Sharing profile of the cases that the organisation shares with the other',
};

export const otherLinkTypeProperty: INodeProperties = {
	displayName: 'Other Link Type',
	name: 'otherLinkType',
	type: 'string',
	default: 'default',
	placeholder: 'e.g. default',
	description: 'Sharing profile of the cases that the other organisation shares',
};

export const asLinkType: Converter = textUpTo(64);

/** At most ten fields: what an administrator reads first. */
export const SIMPLE_ORGANISATION = ['_id', 'name', 'description', 'locked', 'taskRule', 'observableRule', 'links', '_createdAt', '_createdBy', '_updatedAt'] as const;
