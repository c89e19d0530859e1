import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, textMatching } from './searchRecords';
import { eq, where } from '../../shared/filter/conditions';

/** Techniques whose ID begins with the text or whose name has it, with their tactics; withdrawn ones are left out. */
export async function searchPatterns(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: [{ _name: 'listPattern' }, ...where(eq('revoked', false))],
			label: 'pick-pattern',
			matching: (text) => ({ _or: [{ _startsWith: { _field: 'patternId', _value: text.toUpperCase() } }, ...textMatching('name', text)] }),
			entry: ({ patternId, name, tactics, url }) => ({
				name: `${String(patternId)} ${String(name)}${Array.isArray(tactics) && tactics.length > 0 ? ` (${tactics.join(', ')})` : ''}`,
				value: String(patternId),
				...(typeof url === 'string' ? { url } : {}),
			}),
			sort: { patternId: 'asc' },
		},
		filter,
		paginationToken,
	);
}
