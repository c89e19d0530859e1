import { locate } from '../behaviour/access.mts';
import { cleared } from '../behaviour/changes.mts';
import { applyCustomFields } from '../behaviour/customFields.mts';
import { addTask } from '../behaviour/task.mts';
import { registerTags } from '../behaviour/vocabulary.mts';
import { createError } from '../errors.mts';
import { noContent, put } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { locateNamed, simpleRoutes } from '../http/simple.mts';
import { parseBody } from '../input/attributes.mts';
import { createCaseTemplate, pageTemplateIds, updateCaseTemplate } from '../input/shapes.mts';
import type { CaseTemplateInput, PageInput, TaskInput } from '../input/shapes.mts';
import type { CaseTemplate } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

function requireUnique(work: Work, name: string): void {
	if (work.store.table('caseTemplate').firstBy('unique', `${work.organisationId}|${name}`) !== undefined) {
		throw createError(`Case template ${name} already exist in organisation ${work.actor.organisation.name}`);
	}
}

function setTasks(work: Work, template: CaseTemplate, tasks: readonly TaskInput[]): void {
	for (const task of work.store.table('task').by('parent', template._id)) work.remove('task', task._id);
	for (const [index, task] of tasks.entries()) addTask(work, template, task, index);
}

function makePage(work: Work, { title, content, category, order }: PageInput): string {
	const page = work.put('pageTemplate', {
		...work.stamp('pageTemplate'),
		organisationId: work.organisationId,
		title,
		content,
		category,
		order: order ?? 0,
	});
	return page._id;
}

/** Creates a template with its tasks and page templates. @throws CreateError (400) for a name that is taken */
export function makeCaseTemplate(work: Work, input: CaseTemplateInput): CaseTemplate {
	requireUnique(work, input.name);
	const { tasks, pageTemplates, pageTemplateIds: ids, customFields, ...fields } = input;
	const known = (ids ?? []).map((id) => locate(work, 'pageTemplate', id)._id);
	const template = work.put('caseTemplate', {
		...fields,
		...work.stamp('caseTemplate'),
		organisationId: work.organisationId,
		displayName: input.displayName ?? input.name,
		tags: input.tags ?? [],
		flag: input.flag ?? false,
		customFields: applyCustomFields(work.store, [], customFields),
		pageTemplateIds: [...known, ...(pageTemplates ?? []).map((page) => makePage(work, page))],
	});
	registerTags(work, template.tags);
	setTasks(work, template, tasks ?? []);
	return template;
}

export const caseTemplateRoutes: readonly Route[] = [
	...simpleRoutes({
		kind: 'caseTemplate',
		path: '/caseTemplate',
		permission: 'manageCaseTemplate',
		create: { shape: createCaseTemplate, make: makeCaseTemplate },
		read: true,
		update: {
			shape: updateCaseTemplate,
			changes: (work, template, input) => {
				const { tasks, customFields, ...fields } = cleared(input);
				if (fields.name !== undefined && fields.name !== template.name) requireUnique(work, fields.name);
				if (tasks !== undefined) setTasks(work, template, tasks);
				return {
					...fields,
					...(customFields === undefined
						? {}
						: { customFields: applyCustomFields(work.store, template.customFields, customFields) }),
				};
			},
		},
		remove: (work, template) => setTasks(work, template, []),
	}),
	put('/caseTemplate/:id/pageTemplate/link', async (call) => {
		const input = parseBody(pageTemplateIds, call.body);
		await call.write((work) => {
			const template = locateNamed(work, 'caseTemplate', call.param('id'), 'manageCaseTemplate');
			const ids = (input.pageTemplateIds ?? []).map((id) => locate(work, 'pageTemplate', id)._id);
			work.update('caseTemplate', template, { pageTemplateIds: ids });
		});
		return noContent;
	}),
];
