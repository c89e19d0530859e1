import { locate } from '../behaviour/access.mts';
import { attach } from '../behaviour/attachment.mts';
import { cleared, detailsOf } from '../behaviour/changes.mts';
import { record, touch } from '../behaviour/record.mts';
import { addLog, removeLog } from '../behaviour/task.mts';
import { notFound } from '../errors.mts';
import { created, get, noContent, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { downloadOf, inlineOf } from '../http/files.mts';
import { parseBody } from '../input/attributes.mts';
import { createLog, updateLog } from '../input/shapes.mts';
import type { Attachment, Log } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

function logOf(work: Work, id: string): Log {
	return locate(work, 'log', id, 'manageTask');
}

function touchCase(work: Work, log: Log): void {
	const task = work.store.table('task').get(log.taskId);
	if (task !== undefined) touch(work, task.parentId);
}

function attachmentOf(sight: Work | Call, logId: string, attachmentId: string): Attachment {
	const { _id: parentId } = locate(sight, 'log', logId);
	const found = sight.store
		.table('attachment')
		.by('parent', parentId)
		.find(({ _id, id }) => _id === attachmentId || id === attachmentId);
	if (found === undefined) throw notFound('Attachment', attachmentId);
	return found;
}

export const taskLogRoutes: readonly Route[] = [
	post(
		'/task/:taskId/log',
		async (call) => {
			const input = parseBody(createLog, call.body);
			const log = await call.write((work) =>
				addLog(work, locate(work, 'task', call.param('taskId'), 'manageTask'), input, call.filesOf('attachments')),
			);
			return created(call.show(log));
		},
		{ body: 'multipart' },
	),
	patch('/log/:logId', async (call) => {
		const changes = cleared(parseBody(updateLog, call.body));
		await call.write((work) => {
			const log = work.update('log', logOf(work, call.param('logId')), changes);
			touchCase(work, log);
			record(work, 'update', log, detailsOf(changes));
		});
		return noContent;
	}),
	remove(
		'/log/:logId',
		async (call) => {
			await call.write((work) => {
				const log = logOf(work, call.param('logId'));
				record(work, 'delete', log);
				removeLog(work, log);
				touchCase(work, log);
			});
			return noContent;
		},
		{ body: 'none' },
	),
	post(
		'/log/:logId/attachments',
		async (call) => {
			await call.write((work) => {
				const log = logOf(work, call.param('logId'));
				for (const file of call.filesOf('attachments')) record(work, 'create', attach(work, log._id, 'log', file));
				touchCase(work, log);
			});
			return noContent;
		},
		{ body: 'multipart' },
	),
	remove(
		'/log/:logId/attachments/:attachmentId',
		async (call) => {
			await call.write((work) => {
				const log = logOf(work, call.param('logId'));
				const attachment = attachmentOf(work, log._id, call.param('attachmentId'));
				record(work, 'delete', attachment, { name: attachment.name });
				work.remove('attachment', attachment._id);
				touchCase(work, log);
			});
			return noContent;
		},
		{ body: 'none' },
	),
	get('/log/:logId/attachment/:attachmentId', (call) =>
		inlineOf(call, attachmentOf(call, call.param('logId'), call.param('attachmentId'))),
	),
	get('/log/:logId/attachment/:attachmentId/download', (call) =>
		downloadOf(call, attachmentOf(call, call.param('logId'), call.param('attachmentId'))),
	),
];
