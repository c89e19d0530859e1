import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { pickedValue } from '../../shared/path';
import { isEmpty } from '../../shared/values';
import { searchRecords, textMatching } from './searchRecords';

/** Pages of the case the form names, of the knowledge base, or both, as the form has been filled in so far. */
function pagesOf(context: ILoadOptionsFunctions): string | IDataObject[] {
	const parent = context.getCurrentNodeParameter('parent');
	if (parent === 'knowledgeBase') return 'listOrganisationPage';
	const caseId = pickedValue(context.getCurrentNodeParameter('pageCaseId'));
	const isGiven = parent === 'case' && !isEmpty(caseId) && !String(caseId).startsWith('=');
	return isGiven ? [{ _name: 'getCase', idOrName: String(caseId) }, { _name: 'pages' }] : 'listPage';
}

/** Pages whose title, category or content has the text. */
export async function searchPages(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: pagesOf(this),
			label: 'pick-page',
			matching: (text) => ({ _or: [...textMatching('title', text), { _like: { _field: 'category', _value: text } }, { _match: { _field: 'content', _value: text } }] }),
			entry: ({ _id, title, category }) => ({ name: `${String(category)}: ${String(title)}`, value: String(_id) }),
		},
		filter,
		paginationToken,
	);
}
