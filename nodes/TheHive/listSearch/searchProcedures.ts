import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchRecords, shownTime, textMatching } from './searchRecords';

/** Procedures whose technique, by ID or name, or description has the text. */
export async function searchProcedures(this: ILoadOptionsFunctions, filter?: string, paginationToken?: unknown): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		{
			list: 'listProcedure',
			label: 'pick-procedure',
			matching: (text) => ({ _or: [{ _like: { _field: 'patternId', _value: text.toUpperCase() } }, ...textMatching('patternName', text), ...textMatching('description', text)] }),
			entry: ({ _id, patternId, patternName, tacticLabel, occurDate }) => ({
				name: `${String(patternId)} ${String(patternName)} (${String(tacticLabel)}, ${shownTime(occurDate)})`,
				value: String(_id),
			}),
		},
		filter,
		paginationToken,
	);
}
