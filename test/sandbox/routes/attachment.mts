import { locate, locateCase } from '../behaviour/access.mts';
import { attach, storedFile } from '../behaviour/attachment.mts';
import { record, touch } from '../behaviour/record.mts';
import { notFound } from '../errors.mts';
import { created, get, noContent, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { downloadOf, inlineOf, zipOf } from '../http/files.mts';
import { parseBody } from '../input/attributes.mts';
import { updateAttachment } from '../input/shapes.mts';
import type { Attachment } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** An attachment by `_id` or storage id. */
function attachmentOf(sight: Work | Call, id: string): Attachment {
	if (sight.store.table('attachment').get(id) !== undefined) return locate(sight, 'attachment', id);
	return storedFile(sight, id);
}

/** An attachment of the case or alert in the path. */
function partOf(sight: Work | Call, kind: 'alert' | 'case', call: Call): Attachment {
	const idOrNumber = call.param('parentId');
	const parent = kind === 'case' ? locateCase(sight, idOrNumber) : locate(sight, 'alert', idOrNumber);
	const wanted = call.param('attachmentId');
	const found = sight.store
		.table('attachment')
		.by('parent', parent._id)
		.find(({ _id, id }) => _id === wanted || id === wanted);
	if (found === undefined) throw notFound('Attachment', wanted);
	return found;
}

function partRoutes(kind: 'alert' | 'case'): Route[] {
	const path = `/${kind}/:parentId/attachment/:attachmentId`;
	return [
		get(path, (call) => inlineOf(call, partOf(call, kind, call))),
		get(`${path}/download`, (call) => downloadOf(call, partOf(call, kind, call))),
		remove(
			path,
			async (call) => {
				await call.write((work) => {
					const attachment = partOf(work, kind, call);
					locate(work, kind, attachment.parentId, kind === 'case' ? 'manageCase/update' : 'manageAlert/update');
					work.remove('attachment', attachment._id);
					touch(work, attachment.parentId);
					record(work, 'delete', attachment, { name: attachment.name });
				});
				return noContent;
			},
			{ body: 'none' },
		),
	];
}

export const attachmentRoutes: readonly Route[] = [
	...partRoutes('alert'),
	...partRoutes('case'),
	patch('/case/:parentId/attachment/:attachmentId', async (call) => {
		const { external } = parseBody(updateAttachment, call.body);
		await call.write((work) => {
			const attachment = partOf(work, 'case', call);
			locate(work, 'case', attachment.parentId, 'manageCase/update');
			const updated = work.update('attachment', attachment, { external: external ?? attachment.external });
			touch(work, attachment.parentId);
			record(work, 'update', updated, { external: updated.external });
		});
		return noContent;
	}),
	post(
		'/attachment',
		async (call) => {
			const attachments = await call.write((work) =>
				call.filesOf('attachments').map((file) => {
					const attachment = attach(work, work.organisationId, 'organisation', file);
					record(work, 'create', attachment);
					return attachment;
				}),
			);
			return created({ attachments: attachments.map((attachment) => call.show(attachment)) });
		},
		{ body: 'multipart', permissions: ['manageKnowledgeBase'] },
	),
	get('/attachment/:attachmentId', (call) => inlineOf(call, attachmentOf(call, call.param('attachmentId')))),
	get('/attachment/:attachmentId/download', (call) => downloadOf(call, attachmentOf(call, call.param('attachmentId')))),
	get('/datastore/:fileId', (call) => downloadOf(call, attachmentOf(call, call.param('fileId'))), { legacy: 'only' }),
	get('/datastorezip/:fileId', (call) => zipOf(call, attachmentOf(call, call.param('fileId'))), { legacy: 'only' }),
	remove(
		'/attachment/:attachmentId',
		async (call) => {
			await call.write((work) => {
				const attachment = locate(work, 'attachment', call.param('attachmentId'), 'manageKnowledgeBase');
				if (attachment.role !== 'organisation') throw notFound('Attachment', attachment._id);
				work.remove('attachment', attachment._id);
				record(work, 'delete', attachment, { name: attachment.name });
			});
			return noContent;
		},
		{ body: 'none' },
	),
];
