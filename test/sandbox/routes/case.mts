import { locateCase, locateParent } from '../behaviour/access.mts';
import { attach } from '../behaviour/attachment.mts';
import { createCase, deleteCase, updateCase } from '../behaviour/case.mts';
import { applyTemplate, mergeCases, mergeObservables, changeOwner } from '../behaviour/caseBulk.mts';
import { customFieldChanges } from '../behaviour/customFields.mts';
import { record, touch } from '../behaviour/record.mts';
import { timelineOf } from '../behaviour/timeline.mts';
import { badRequest, notFound } from '../errors.mts';
import { created, get, noContent, ok, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import * as shapes from '../input/shapes.mts';
import { listRows } from '../query/initial.mts';
import { similarFull, sharedObservables } from '../query/similar.mts';
import type { Access } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

function setAccess(work: Work, idOrNumber: string, access: Access): void {
	const row = locateCase(work, idOrNumber, 'manageCaseAccess/restrict', 'manageCaseAccess/external');
	record(work, 'update', work.update('case', row, { access }), { access: { ...access } });
}

/** Adds or removes a link between two cases, on both of them. */
function linkCases(add: boolean) {
	return async (call: Call) => {
		const { type, caseId } = parseBody(shapes.caseLink, call.body);
		await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageCase/update');
			const other = locateCase(work, caseId);
			if (row._id === other._id) throw badRequest('A case cannot be linked with itself');
			for (const [from, to] of [[row, other], [other, row]] as const) {
				const others = from.caseLinks.filter((link) => link.caseId !== to._id || link.type !== type);
				const caseLinks = add ? [...others, { type, caseId: to._id, _createdAt: work.now }] : others;
				record(work, 'update', work.update('case', from, { caseLinks }), { caseLinks: caseLinks.map((link) => ({ ...link })) });
			}
		});
		return noContent;
	};
}

function linkExternally(add: boolean) {
	return async (call: Call) => {
		const { type, url } = parseBody(shapes.externalLink, call.body);
		await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageCase/update');
			const others = row.externalLinks.filter((link) => link.url !== url || link.type !== type);
			const externalLinks = add ? [...others, { type, url, _createdAt: work.now }] : others;
			record(work, 'update', work.update('case', row, { externalLinks }), {
				externalLinks: externalLinks.map((link) => ({ ...link })),
			});
		});
		return noContent;
	};
}

export const caseRoutes: readonly Route[] = [
	// what n8n's own node tests its credential with
	get('/case', (call) => ok(listRows('case', call.scope).map((row) => call.show(row))), { legacy: 'only' }),
	post(
		'/case',
		async (call) => {
			const input = parseBody(shapes.createCase, call.body);
			return created(call.show(await call.write((work) => createCase(work, input))));
		},
		{ permissions: ['manageCase/create'] },
	),
	patch('/case/_bulk', async (call) => {
		const { ids, ...input } = parseBody(shapes.withIds(shapes.updateCase), call.body);
		await call.write((work) => {
			for (const id of ids) updateCase(work, locateCase(work, id, 'manageCase/update'), input);
		});
		return noContent;
	}),
	post('/case/_bulk/access', async (call) => {
		const { ids, access } = parseBody(shapes.withIds(shapes.manageAccess), call.body);
		await call.write((work) => {
			for (const id of ids) setAccess(work, id, access);
		});
		return noContent;
	}),
	post('/case/_bulk/caseTemplate', async (call) => {
		const input = parseBody(shapes.applyCaseTemplate, call.body);
		await call.write((work) => {
			for (const id of input.ids) applyTemplate(work, locateCase(work, id, 'manageCase/update'), input);
		});
		return noContent;
	}),
	post(
		'/case/_merge/:ids',
		async (call) => {
			const ids = call.param('ids').split(',');
			const merged = await call.write((work) =>
				mergeCases(work, ids.map((id) => locateCase(work, id, 'manageCase/merge'))),
			);
			return created(call.show(merged));
		},
		{ body: 'none' },
	),
	get('/case/link/types', (call) => {
		const rows = call.store.table('share').by('organisation', call.actor.organisation._id);
		const types = rows.flatMap(({ caseId }) => {
			const row = call.store.table('case').get(caseId);
			return [...(row?.caseLinks ?? []), ...(row?.externalLinks ?? [])].map(({ type }) => type);
		});
		return ok([...new Set(types)]);
	}),
	remove(
		'/case/customField/:cfId',
		async (call) => {
			await call.write((work) => removeCustomFieldValue(work, call.param('cfId')));
			return noContent;
		},
		{ body: 'none' },
	),
	get('/case/:caseId', (call) => ok(call.show(locateCase(call, call.param('caseId'))))),
	patch('/case/:caseId', async (call) => {
		const input = parseBody(shapes.updateCase, call.body);
		await call.write((work) => updateCase(work, locateCase(work, call.param('caseId'), 'manageCase/update'), input));
		return noContent;
	}),
	remove(
		'/case/:caseId',
		async (call) => {
			await call.write((work) => deleteCase(work, locateCase(work, call.param('caseId'), 'manageCase/delete')));
			return noContent;
		},
		{ body: 'none' },
	),
	post('/case/:caseId/access', async (call) => {
		const { access } = parseBody(shapes.manageAccess, call.body);
		await call.write((work) => setAccess(work, call.param('caseId'), access));
		return noContent;
	}),
	post(
		'/case/:caseId/attachments',
		async (call) => {
			const attachments = await call.write((work) => {
				const row = locateCase(work, call.param('caseId'), 'manageCase/update');
				touch(work, row._id);
				return call.filesOf('attachments').map((file) => {
					const attachment = attach(work, row._id, 'case', file);
					record(work, 'create', attachment);
					return attachment;
				});
			});
			return created({ attachments: attachments.map((attachment) => call.show(attachment)) });
		},
		{ body: 'multipart' },
	),
	post('/case/:caseId/link/case/add', linkCases(true)),
	post('/case/:caseId/link/case/remove', linkCases(false)),
	post('/case/:caseId/link/external/add', linkExternally(true)),
	post('/case/:caseId/link/external/remove', linkExternally(false)),
	get('/case/:caseId/links', (call) => {
		const row = locateCase(call, call.param('caseId'));
		return ok(
			similarFull(row, 'case', call.scope).map(({ case: other, linkedWith, linksCount }) => ({
				...(typeof other === 'object' ? other : {}),
				linkedWith,
				linksCount,
			})),
		);
	}),
	post(
		'/case/:caseId/observable/_merge',
		async (call) =>
			ok(await call.write((work) => mergeObservables(work, locateCase(work, call.param('caseId'), 'manageCase/update')))),
		{ body: 'none' },
	),
	post('/case/:caseId/owner', async (call) => {
		const input = parseBody(shapes.changeOwner, call.body);
		await call.write((work) =>
			changeOwner(work, locateCase(work, call.param('caseId'), 'manageCase/changeOwnership'), input),
		);
		return noContent;
	}),
	get('/case/:caseId/similar/:alertOrCaseId/observables', (call) => {
		const row = locateCase(call, call.param('caseId'));
		const other = locateParent(call, call.param('alertOrCaseId'));
		return ok(sharedObservables(row, other, call.scope).map((observable) => call.show(observable)));
	}),
	get('/case/:caseId/timeline', (call) =>
		ok({ events: timelineOf(call.scope, locateCase(call, call.param('caseId'))) }),
	),
];

/** Takes one value of a custom field, known by the `_id` it has in the case, out of its case. */
function removeCustomFieldValue(work: Work, valueId: string): void {
	const holder = work.store
		.table('share')
		.by('organisation', work.organisationId)
		.map(({ caseId }) => work.store.table('case').get(caseId))
		.find((row) => row?.customFields.some(({ _id }) => _id === valueId));
	if (holder === undefined) throw notFound('CustomFieldValue', valueId);
	const row = locateCase(work, holder._id, 'manageCase/update');
	const customFields = row.customFields.filter(({ _id }) => _id !== valueId);
	record(work, 'update', work.update('case', row, { customFields }), {
		customFieldChanges: customFieldChanges(row.customFields, customFields),
	});
}
