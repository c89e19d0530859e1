import type { INodePropertyCollection } from 'n8n-workflow';
import { rowField, rowsFields } from '../body';
import type { Converter } from '../values';
import { asBoolean, isObject, textUpTo } from '../values';
import { LONG_TEXT } from './record';

const commentRow: INodePropertyCollection = {
	displayName: 'Comment',
	name: 'comment',
	values: [
		rowField('message', { displayName: 'Message', name: 'message', type: 'string', typeOptions: { rows: 3 }, default: '', required: true, description: 'The comment, in Markdown' }, textUpTo(LONG_TEXT)),
		rowField('external', { displayName: 'External', name: 'external', type: 'boolean', default: false, description: 'Whether people outside the organisation may read it, in the portal of TheHive 5.6 and later' }, asBoolean),
	],
};

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
