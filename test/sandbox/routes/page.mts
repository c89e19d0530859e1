import { locate, locateCase } from '../behaviour/access.mts';
import { cleared, detailsOf } from '../behaviour/changes.mts';
import { addPage } from '../behaviour/page.mts';
import { record, touch } from '../behaviour/record.mts';
import { notFound } from '../errors.mts';
import { created, noContent, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { createPage, updatePage } from '../input/shapes.mts';
import type { Page } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** A page of the case in the path, or of the knowledge base when the path names none. */
function pageOf(work: Work, call: Call, inCase: boolean): Page {
	const page = locate(work, 'page', call.param('pageId'), inCase ? 'managePage' : 'manageKnowledgeBase');
	const caseId = inCase ? locateCase(work, call.param('caseId'))._id : undefined;
	if (page.caseId !== caseId) throw notFound('Page', page._id);
	return page;
}

function pageRoutesIn(path: string, inCase: boolean): Route[] {
	return [
		post(path, async (call) => {
			const input = parseBody(createPage, call.body);
			const page = await call.write((work) => {
				const row = inCase ? locateCase(work, call.param('caseId'), 'managePage') : undefined;
				if (row !== undefined) touch(work, row._id);
				return addPage(work, row, input);
			});
			return created(call.show(page));
		}, { permissions: inCase ? undefined : ['manageKnowledgeBase'] }),
		patch(`${path}/:pageId`, async (call) => {
			const changes = cleared(parseBody(updatePage, call.body));
			await call.write((work) => {
				const page = work.update('page', pageOf(work, call, inCase), changes);
				if (page.caseId !== undefined) touch(work, page.caseId);
				record(work, 'update', page, detailsOf(changes));
			});
			return noContent;
		}),
		remove(
			`${path}/:pageId`,
			async (call) => {
				await call.write((work) => {
					const page = pageOf(work, call, inCase);
					work.remove('page', page._id);
					if (page.caseId !== undefined) touch(work, page.caseId);
					record(work, 'delete', page, { title: page.title });
				});
				return noContent;
			},
			{ body: 'none' },
		),
	];
}

export const pageRoutes: readonly Route[] = [
	...pageRoutesIn('/case/:caseId/page', true),
	...pageRoutesIn('/page', false),
];
