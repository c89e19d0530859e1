import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../body';
import { markdownUpTo } from '../markdown';
import { LONG_TEXT } from './record';

/** The text of a comment or task log (`InputComment`, `InputCreateLog`). */
export const messageTextProperty: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. The host is isolated',
	description: 'Markdown is rendered by TheHive. A list of objects from an expression becomes a table.',
};

export const requiredMessageField = bodyField('message', { ...messageTextProperty, required: true }, markdownUpTo(LONG_TEXT));
export const messageField = bodyField('message', messageTextProperty, markdownUpTo(LONG_TEXT));
