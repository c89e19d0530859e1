import { locate, locateCase, locateParent } from '../behaviour/access.mts';
import { createAlert, deleteAlert, releaseAlert, updateAlert } from '../behaviour/alert.mts';
import { attach } from '../behaviour/attachment.mts';
import { MAX_MERGE, mergeAlert, promoteAlert } from '../behaviour/import.mts';
import { record } from '../behaviour/record.mts';
import { badRequest, notFound } from '../errors.mts';
import { created, get, noContent, ok, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { caseFromAlert, createAlert as createShape, ids, mergeAlerts, updateAlert as updateShape, withIds } from '../input/shapes.mts';
import type { Alert } from '../store/rows.mts';
import { alertKey } from '../store/tables.mts';
import { sharedObservables } from '../query/similar.mts';
import type { Permission } from '../model/permissions.mts';
import type { Work } from '../store/work.mts';

/** An alert by `~id` or `type;source;sourceRef`. */
function alertOf(sight: Work | Call, idOrName: string, ...permissions: Permission[]): Alert {
	const [type, source, ...reference] = idOrName.split(';');
	const byName =
		type === undefined || source === undefined || reference.length === 0
			? undefined
			: sight.store.table('alert').firstBy('unique', alertKey(sight.actor.organisation._id, type, source, reference.join(';')));
	return locate(sight, 'alert', byName?._id ?? idOrName, ...permissions);
}

/** Merges alerts into a case, alone or in bulk. */
function merged(call: Call, alertIds: readonly string[], caseId: string, depth: { description: boolean; everything: boolean }) {
	return call.write((work) => {
		const target = locateCase(work, caseId);
		if (alertIds.length > MAX_MERGE) throw badRequest(`At most ${MAX_MERGE} alerts can be merged at once`);
		for (const id of alertIds) mergeAlert(work, alertOf(work, id, 'manageAlert/import'), target._id, depth);
		return target;
	});
}

function follow(value: boolean) {
	return async (call: Call) => {
		await call.write((work) => {
			const alert = alertOf(work, call.param('alertId'), 'manageAlert/update');
			record(work, 'update', work.update('alert', alert, { follow: value }), { follow: value });
		});
		return noContent;
	};
}

export const alertRoutes: readonly Route[] = [
	post(
		'/alert',
		async (call) => {
			const input = parseBody(createShape, call.body);
			return created(call.show(await call.write((work) => createAlert(work, input, call.files))));
		},
		{ body: 'multipart', permissions: ['manageAlert/create'] },
	),
	patch('/alert/_bulk', async (call) => {
		const { ids: targets, ...input } = parseBody(withIds(updateShape), call.body);
		await call.write((work) => {
			for (const id of targets) updateAlert(work, alertOf(work, id, 'manageAlert/update'), input);
		});
		return noContent;
	}),
	post('/alert/delete/_bulk', async (call) => {
		const input = parseBody(ids, call.body);
		await call.write((work) => {
			for (const id of input.ids) deleteAlert(work, alertOf(work, id, 'manageAlert/delete'));
		});
		return noContent;
	}),
	post('/alert/merge/_bulk', async (call) => {
		const input = parseBody(mergeAlerts, call.body);
		return ok(call.show(await merged(call, input.alertIds ?? [], input.caseId, { description: false, everything: true })));
	}),
	get('/alert/:alertId', (call) => ok(call.show(alertOf(call, call.param('alertId'))))),
	patch('/alert/:alertId', async (call) => {
		const input = parseBody(updateShape, call.body);
		await call.write((work) => updateAlert(work, alertOf(work, call.param('alertId'), 'manageAlert/update'), input));
		return noContent;
	}),
	remove(
		'/alert/:alertId',
		async (call) => {
			await call.write((work) => deleteAlert(work, alertOf(work, call.param('alertId'), 'manageAlert/delete')));
			return noContent;
		},
		{ body: 'none' },
	),
	post(
		'/alert/:alertId/attachments',
		async (call) => {
			const attachments = await call.write((work) => {
				const alert = alertOf(work, call.param('alertId'), 'manageAlert/update');
				return call.filesOf('attachments').map((file) => {
					const attachment = attach(work, alert._id, 'alert', file);
					record(work, 'create', attachment);
					return attachment;
				});
			});
			return created({ attachments: attachments.map((attachment) => call.show(attachment)) });
		},
		{ body: 'multipart' },
	),
	post('/alert/:alertId/case', async (call) => {
		const input = parseBody(caseFromAlert, call.body ?? {});
		const row = await call.write((work) =>
			promoteAlert(work, alertOf(work, call.param('alertId'), 'manageAlert/import'), input),
		);
		return created(call.show(row));
	}),
	post(
		'/alert/:alertId/merge/:caseId',
		async (call) =>
			ok(call.show(await merged(call, [call.param('alertId')], call.param('caseId'), { description: true, everything: true }))),
		{ body: 'none', legacy: 'too' },
	),
	post(
		'/alert/:alertId/import/:caseId',
		async (call) =>
			ok(call.show(await merged(call, [call.param('alertId')], call.param('caseId'), { description: false, everything: false }))),
		{ body: 'none' },
	),
	post('/alert/:alertId/follow', follow(true), { body: 'none' }),
	post('/alert/:alertId/unfollow', follow(false), { body: 'none' }),
	get('/alert/:alertId/similar/:alertOrCaseId/observables', (call) => {
		const alert = alertOf(call, call.param('alertId'));
		const other = locateParent(call, call.param('alertOrCaseId'));
		return ok(sharedObservables(alert, other, call.scope).map((observable) => call.show(observable)));
	}),
	remove(
		'/case/:caseId/alert/:alertId',
		async (call) => {
			await call.write((work) => {
				const row = locateCase(work, call.param('caseId'), 'manageCase/update');
				const alert = alertOf(work, call.param('alertId'));
				if (alert.caseId !== row._id) throw notFound('Alert', call.param('alertId'));
				releaseAlert(work, alert);
			});
			return noContent;
		},
		{ body: 'none' },
	),
];
