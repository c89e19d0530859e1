import type { PageInput } from '../input/shapes.mts';
import type { Case, Page } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { record } from './record.mts';

/** Adds a page to a case, or to the organisation's knowledge base; the case is not touched. */
export function addPage(work: Work, row: Case | undefined, input: PageInput, order = 0): Page {
	const page = work.put('page', {
		...work.stamp('page'),
		organisationId: work.organisationId,
		caseId: row?._id,
		title: input.title,
		content: input.content,
		order: input.order ?? order,
		category: input.category,
	});
	record(work, 'create', page);
	return page;
}
