import type { INodeProperties } from 'n8n-workflow';
import { answeredWith, rowField, rowsFields } from '../body';
import type { Converter } from '../values';
import { asBoolean, isObject } from '../values';
import { markdownUpTo } from '../markdown';
import { messageTextProperty } from './message';
import { LONG_TEXT } from './record';

/** The flag of a comment that the customer portal shows (`InputComment.external`). */
export const externalProperty: INodeProperties = {
	displayName: 'External',
	name: 'external',
	type: 'boolean',
	default: false,
	description: 'Whether people outside the organisation may read it, in the portal of TheHive 5.6 and later',
};

const commentRow = answeredWith(['createdAt', 'createdBy', 'extraData', 'isEdited', 'updatedAt', 'updatedBy'], {
	displayName: 'Comment',
	name: 'comment',
	values: [
		rowField('message', { ...messageTextProperty, required: true }, markdownUpTo(LONG_TEXT)),
		rowField('external', externalProperty, asBoolean),
	],
});

/** A plain text is one comment, a list of texts several. */
const fromText = (asRows: Converter): Converter => (value) => {
	if (typeof value === 'string' && value.trim() !== '' && !/^\s*[[{]/.test(value)) return asRows([{ message: value }]);
	return asRows(Array.isArray(value) ? value.map((entry: unknown) => (isObject(entry) ? entry : { message: entry })) : value);
};

/** Comments (`InputComment`): as rows, or as JSON or plain text. */
export const commentsFields = rowsFields(
	'comments',
	{ displayName: 'Comments', name: 'comments', placeholder: 'Add Comment', description: 'Comments to make, in this order' },
	commentRow,
	fromText,
);
