import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { updateBody } from '../../../shared/clearFields';
import { eachItem } from '../../../shared/eachItem';
import { fieldError, fitting } from '../../../shared/fieldError';
import { updateFields } from '../../../shared/fields/collections';
import { pageUpdateFields } from '../../../shared/fields/pages';
import { LONG_TEXT } from '../../../shared/fields/record';
import { takingTurns } from '../../../shared/inTurn';
import { pageLocator } from '../../../shared/locators';
import { markdownUpTo } from '../../../shared/markdown';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveDone, theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import { contentWith } from './contentWith';
import { pageTitleField } from './pageFields';
import { pageHomeFields, pagesPath, sendToPageHome } from './pageHome';

/** Text to append, under a key of its own until it has become the content. */
const APPEND = '_append';

const appendField: INodeProperties = bodyField(
	APPEND,
	{
		displayName: 'Append Content',
		name: 'appendContent',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		description: 'Markdown to add behind what the page has, as a paragraph of its own. A list of objects from an expression becomes a table.',
	},
	markdownUpTo(LONG_TEXT),
);

const changes = updateFields('pageUpdateFields', [...pageUpdateFields, appendField, pageTitleField]);

/** What an item changes. */
function changesOf(context: IExecuteFunctions, itemIndex: number): { body: IDataObject; append: string | undefined } {
	const given = fitting(() => updateBody(bodyOf(context, [changes], itemIndex)));
	if (!given.ok) throw fieldError(context.getNode(), itemIndex, changes.displayName, given.problem);
	const { [APPEND]: append, ...body } = given.value;
	if (append !== undefined && 'content' in body) {
		throw fieldError(context.getNode(), itemIndex, appendField.displayName, "cannot stand beside 'Content', which replaces all the page has");
	}
	return { body: isObject(body) ? body : {}, append: typeof append === 'string' ? append : undefined };
}

export const updatePage: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update page',
		description: 'Change a page of a case or of the knowledge base, or append to it',
		routing: {
			request: { method: 'PATCH', url: '/page/{pageId}' },
			send: {
				preSend: [
					sendToPageHome,
					async function (options) {
						const body = fitting(() => updateBody(options.body));
						if (!body.ok) throw fieldError(this.getNode(), this.getItemIndex(), changes.displayName, body.problem);
						if (APPEND in body.value) {
							throw fieldError(this.getNode(), this.getItemIndex(), appendField.displayName, 'needs a newer AI Agent node: this one can only replace the content');
						}
						return { ...options, body: body.value };
					},
				],
			},
		},
	},
	fields: [...pageHomeFields, pageLocator, changes],
	async execute(this: IExecuteFunctions) {
		const inTurn = takingTurns();
		return await eachItem(this, async (itemIndex) => {
			const pageId = idParameter(this, 'pageId', itemIndex);
			const path = `${pagesPath(this, itemIndex)}/${encodeURIComponent(pageId)}`;
			const { body, append } = changesOf(this, itemIndex);
			const read = async () => {
				const [page] = await theHiveQuery(this, [{ _name: 'getPage', idOrName: pageId }], 'get-page', { itemIndex });
				if (!page) throw fieldError(this.getNode(), itemIndex, pageLocator.displayName, `is '${pageId}', which TheHive does not know`);
				return page;
			};
			return await inTurn(pageId, async () => {
				if (append !== undefined) body.content = contentWith(this, itemIndex, appendField.displayName, (await read()).content, append);
				await theHiveDone(this, { method: 'PATCH', path, body, itemIndex });
				return [{ json: await read() }];
			});
		});
	},
	alsoCalls: ['PATCH /case/{caseId}/page/{pageId}', 'POST /query'],
};
