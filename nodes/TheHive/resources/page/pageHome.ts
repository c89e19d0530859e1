import type { IExecuteFunctions, INode, INodeProperties, PreSendAction } from 'n8n-workflow';
import { placeFrom } from '../../../shared/place';
import { casePicker } from '../../../shared/locators';
import { idParameter } from '../../../shared/path';

/**
 * Where a page stands: in a case, or in the knowledge base of the organisation. The case has a name of its own, because n8n
 * evaluates all properties of one name for every item.
 */
export const pageHomeFields: INodeProperties[] = [
	{
		displayName: 'In',
		name: 'parent',
		type: 'options',
		options: [
			{ name: 'Case', value: 'case' },
			{ name: 'Knowledge Base', value: 'knowledgeBase' },
		],
		default: 'case',
		description: 'Whether the page belongs to a case or to the knowledge base of the organisation',
	},
	{ ...casePicker('pageCaseId'), displayOptions: { show: { parent: ['case'] } } },
];

/**
 * Whether the chosen home is a case.
 * @throws NodeOperationError for any other than the two: a page of a case has another address than one of the knowledge base
 */
export function isInCase(node: INode, itemIndex: number, parent: unknown): boolean {
	return placeFrom(node, itemIndex, 'In', parent, ['case', 'knowledgeBase']) === 'case';
}

/** preSend of the operations on pages, which are routed to the knowledge base: leads into the case where the page is in one. */
export const sendToPageHome: PreSendAction = async function (options) {
	const inCase = isInCase(this.getNode(), this.getItemIndex(), this.getNodeParameter('parent'));
	return inCase ? { ...options, url: `/case/{pageCaseId}${options.url}` } : options;
};

/** The same for programmatic operations: path of the pages of an item's home. */
export function pagesPath(context: IExecuteFunctions, itemIndex: number): string {
	const inCase = isInCase(context.getNode(), itemIndex, context.getNodeParameter('parent', itemIndex));
	return inCase ? `/case/${encodeURIComponent(idParameter(context, 'pageCaseId', itemIndex))}/page` : '/page';
}
