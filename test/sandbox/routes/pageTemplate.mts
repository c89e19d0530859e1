import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { createPage, updatePage } from '../input/shapes.mts';

export const pageTemplateRoutes: readonly Route[] = simpleRoutes({
	kind: 'pageTemplate',
	path: '/pageTemplate',
	permission: 'managePageTemplate',
	create: {
		shape: createPage,
		make: (work, { title, content, category, order }) =>
			work.put('pageTemplate', {
				...work.stamp('pageTemplate'),
				organisationId: work.organisationId,
				title,
				content,
				category,
				order: order ?? 0,
			}),
	},
	update: { shape: updatePage },
	remove: (work, { _id }) => {
		for (const template of work.store.table('caseTemplate').by('organisation', work.organisationId)) {
			if (!template.pageTemplateIds.includes(_id)) continue;
			work.update('caseTemplate', template, { pageTemplateIds: template.pageTemplateIds.filter((id) => id !== _id) });
		}
	},
});
