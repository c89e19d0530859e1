import { locate, locateCase } from '../behaviour/access.mts';
import { findOrganisation, shareChild, unshareChild } from '../behaviour/share.mts';
import { addTask, deleteTask, updateTask } from '../behaviour/task.mts';
import { touch } from '../behaviour/record.mts';
import { created, get, noContent, ok, patch, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { createTask, organisations, updateTask as updateShape, withIds } from '../input/shapes.mts';
import { childShares } from './share.mts';

/** Sets or clears whether an organisation must act on a task. */
function action(needed: boolean) {
	return async (call: Call) => {
		await call.write((work) => {
			const task = locate(work, 'task', call.param('taskId'));
			const { _id } = findOrganisation(work, call.param('orgId'));
			const others = task.actionRequired.filter((id) => id !== _id);
			work.update('task', task, { actionRequired: needed ? [...others, _id] : others });
		});
		return noContent;
	};
}

export const taskRoutes: readonly Route[] = [
	post('/case/:caseId/task', async (call) => {
		const input = parseBody(createTask, call.body);
		const task = await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageTask');
			touch(work, row._id);
			return addTask(work, row, input);
		});
		return created(call.show(task));
	}),
	patch('/task/_bulk', async (call) => {
		const { ids, ...input } = parseBody(withIds(updateShape), call.body);
		await call.write((work) => {
			for (const id of ids) updateTask(work, locate(work, 'task', id, 'manageTask'), input);
		});
		return noContent;
	}),
	get('/task/:taskId', (call) => ok(call.show(locate(call, 'task', call.param('taskId'))))),
	patch('/task/:taskId', async (call) => {
		const input = parseBody(updateShape, call.body);
		await call.write((work) => updateTask(work, locate(work, 'task', call.param('taskId'), 'manageTask'), input));
		return noContent;
	}),
	remove(
		'/task/:taskId',
		async (call) => {
			await call.write((work) => deleteTask(work, locate(work, 'task', call.param('taskId'), 'manageTask')));
			return noContent;
		},
		{ body: 'none' },
	),
	get('/task/:taskId/actionRequired', (call) => {
		const task = locate(call, 'task', call.param('taskId'));
		const shared = [task.organisationId, ...task.sharedWith];
		return ok(
			Object.fromEntries(
				shared.map((id) => [call.store.table('organisation').get(id)?.name ?? id, task.actionRequired.includes(id)]),
			),
		);
	}),
	put('/task/:taskId/actionRequired/:orgId', action(true), { body: 'none' }),
	put('/task/:taskId/actionDone/:orgId', action(false), { body: 'none' }),
	get('/task/:taskId/shares', (call) =>
		ok(childShares(call, locate(call, 'task', call.param('taskId'))).map((share) => call.show(share))),
	),
	post('/task/:taskId/shares', async (call) => {
		const input = parseBody(organisations, call.body);
		await call.write((work) => {
			const { _id } = locate(work, 'task', call.param('taskId'), 'manageShare');
			shareChild(work, 'task', _id, input.organisations ?? []);
		});
		return noContent;
	}),
	remove('/task/:taskId/shares', async (call) => {
		const input = parseBody(organisations, call.body);
		await call.write((work) => {
			const { _id } = locate(work, 'task', call.param('taskId'), 'manageShare');
			unshareChild(work, 'task', _id, input.organisations ?? []);
		});
		return noContent;
	}),
];
