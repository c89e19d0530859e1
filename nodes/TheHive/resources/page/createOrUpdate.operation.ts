import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { caseIdOf } from '../../../shared/caseId';
import { eachItem } from '../../../shared/eachItem';
import { fieldError, fitting } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { pageProperties, requiredPageFields } from '../../../shared/fields/pages';
import { integerField } from '../../../shared/fields/typed';
import { eq, where } from '../../../shared/filter/conditions';
import { findOrCreate } from '../../../shared/findOrCreate';
import { takingTurns } from '../../../shared/inTurn';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveDone, theHiveObject, theHiveQuery } from '../../../shared/request';
import { oneOf } from '../../../shared/values';
import { contentWith } from './contentWith';
import { requiredPageTitleField } from './pageFields';
import { isInCase, pageHomeFields } from './pageHome';

const IF_IT_EXISTS = [
	{ name: 'Append Content', value: 'append', description: 'The content goes behind what the page has' },
	{ name: 'Leave as It Is', value: 'keep', description: 'The page is returned unchanged' },
	{ name: 'Replace Content', value: 'replace', description: 'The content takes the place of what the page has' },
];

const ifItExistsProperty: INodeProperties = {
	displayName: 'If It Exists',
	name: 'pageExists',
	type: 'options',
	options: IF_IT_EXISTS,
	default: 'replace',
	description: 'What to do with the page that has the title already',
};

const bodyFields: INodeProperties[] = [
	requiredPageTitleField,
	...requiredPageFields,
	additionalFields('pageCreateFields', [integerField('order', pageProperties.order)]),
];

/** Where an item's page is: the operations that list its neighbours, and the path they are created and changed under. */
async function homeOf(context: IExecuteFunctions, itemIndex: number): Promise<{ list: IDataObject[]; path: string }> {
	if (!isInCase(context.getNode(), itemIndex, context.getNodeParameter('parent', itemIndex))) {
		return { list: [{ _name: 'listOrganisationPage' }], path: '/page' };
	}
	const caseId = await caseIdOf(context, idParameter(context, 'pageCaseId', itemIndex), itemIndex);
	return { list: [{ _name: 'getCase', idOrName: caseId }, { _name: 'pages' }], path: `/case/${encodeURIComponent(caseId)}/page` };
}

/** What is different in the page that exists. */
function changesOf(context: IExecuteFunctions, itemIndex: number, found: IDataObject, body: IDataObject, ifItExists: unknown): IDataObject {
	if (ifItExists === 'keep') return {};
	const content = ifItExists === 'append' ? contentWith(context, itemIndex, pageProperties.content.displayName, found.content, String(body.content)) : body.content;
	return Object.fromEntries(Object.entries({ ...body, content }).filter(([name, value]) => found[name] !== value));
}

export const createOrUpdatePage: Operation = {
	option: {
		name: 'Create or Update',
		value: 'createOrUpdate',
		action: 'Create or update page',
		description: 'Write a page of a case or of the knowledge base, which is known by its title; tells whether it was created, updated or left unchanged',
	},
	fields: [...pageHomeFields, ...bodyFields, ifItExistsProperty],
	async execute(this: IExecuteFunctions) {
		const inTurn = takingTurns();
		return await eachItem(this, async (itemIndex) => {
			const body = bodyOf(this, bodyFields, itemIndex);
			const ifItExists = fitting(() => oneOf(IF_IT_EXISTS)(this.getNodeParameter(ifItExistsProperty.name, itemIndex, 'replace')));
			if (!ifItExists.ok) throw fieldError(this.getNode(), itemIndex, ifItExistsProperty.displayName, ifItExists.problem);
			const { list, path } = await homeOf(this, itemIndex);
			const title = String(body.title);
			const query = [
				...list,
				...where(eq('title', title)),
				{ _name: 'sort', _fields: [{ _createdAt: 'asc' }] },
			];
			let looked = false;
			const find = async () => {
				const pages = await theHiveQuery(this, query, 'page-of-title', { itemIndex });
				if (!looked && pages.length > 1) {
					throw fieldError(this.getNode(), itemIndex, requiredPageTitleField.displayName, `is '${title}', which more than one page has`, 'Nothing was written. Choose the page itself with Update, or give the pages different titles.');
				}
				looked = true;
				return pages;
			};
			return await inTurn(`${path} ${title}`, async () => {
				const { record: found, created } = await findOrCreate(this, {
					name: `page '${title}' in ${path}`,
					itemIndex,
					find,
					create: async () => await theHiveObject(this, { method: 'POST', path, body, itemIndex }),
					remove: async ({ _id }) => await theHiveDone(this, { method: 'DELETE', path: `${path}/${encodeURIComponent(String(_id))}`, itemIndex }),
				});
				if (created) return [{ json: { ...found, action: 'created' } }];
				const changes = changesOf(this, itemIndex, found, body, ifItExists.value);
				if (Object.keys(changes).length === 0) return [{ json: { ...found, action: 'unchanged' } }];
				await theHiveDone(this, { method: 'PATCH', path: `${path}/${encodeURIComponent(String(found._id))}`, body: changes, itemIndex });
				const [page] = await theHiveQuery(this, [{ _name: 'getPage', idOrName: String(found._id) }], 'read-back', { itemIndex });
				return [{ json: { ...found, ...changes, ...page, action: 'updated' } }];
			});
		});
	},
	alsoCalls: ['POST /query', 'GET /case/{idOrName}', 'POST /case/{caseId}/page', 'PATCH /case/{caseId}/page/{pageId}', 'POST /page', 'PATCH /page/{pageId}', 'DELETE /case/{caseId}/page/{pageId}', 'DELETE /page/{pageId}'],
};
