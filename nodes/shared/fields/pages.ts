import type { INodeProperties } from 'n8n-workflow';
import { answeredWith, bodyField, rowField, rowsFields } from '../body';
import { markdownUpTo } from '../markdown';
import { asInteger, textUpTo } from '../values';
import { additionalFields } from './collections';
import { LONG_TEXT, titleProperty } from './record';
import { integerField, textField } from './typed';

/** Form fields of a page or page template (`InputCreatePage`), to be wrapped as body or row fields. */
export const pageProperties = {
	title: { ...titleProperty, placeholder: 'e.g. How we handle phishing' },
	category: { displayName: 'Category', name: 'category', type: 'string', default: '', placeholder: 'e.g. Playbooks', description: 'Heading under which TheHive lists the page' },
	content: { displayName: 'Content', name: 'content', type: 'string', typeOptions: { rows: 6 }, default: '', description: 'The text of the page, in Markdown. A list of objects from an expression becomes a table.' },
	order: { displayName: 'Order', name: 'order', type: 'number', default: 0, description: 'Place within its category' },
} as const satisfies Record<string, INodeProperties>;

/** What the create of a page or page template needs. */
export const requiredPageFields: INodeProperties[] = [
	textField('category', 128, { ...pageProperties.category, required: true }),
	bodyField('content', { ...pageProperties.content, required: true }, markdownUpTo(LONG_TEXT)),
];

/** Optional fields of an update. */
export const pageUpdateFields: INodeProperties[] = [
	textField('category', 128, pageProperties.category),
	bodyField('content', pageProperties.content, markdownUpTo(LONG_TEXT)),
	integerField('order', pageProperties.order),
];

const pageRow = answeredWith(['extraData'], {
	displayName: 'Page',
	name: 'page',
	values: [
		rowField('title', { ...pageProperties.title, required: true }, textUpTo(512)),
		rowField('category', { ...pageProperties.category, required: true }, textUpTo(128)),
		rowField('content', { ...pageProperties.content, required: true }, markdownUpTo(LONG_TEXT)),
		additionalFields('more', [rowField('order', pageProperties.order, asInteger)]),
	],
});

/**
 * Pages created together with their case or case template: as rows, or as JSON.
 * @param key under which the body has them: `pages` or `pageTemplates`
 */
export function pagesFields(key: string, description: string): [rows: INodeProperties, json: INodeProperties] {
	return rowsFields(key, { displayName: 'Pages', name: key, placeholder: 'Add Page', description }, pageRow);
}
