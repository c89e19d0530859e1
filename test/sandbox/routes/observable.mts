import { locate, locateParent } from '../behaviour/access.mts';
import { createObservables, deleteObservable, updateObservable } from '../behaviour/observable.mts';
import type { ObservableOutcome } from '../behaviour/observable.mts';
import { shareChild, unshareChild } from '../behaviour/share.mts';
import { attributeError, missingAttribute } from '../errors.mts';
import { created, get, multiStatus, noContent, ok, patch, post, remove } from '../http/call.mts';
import type { Answer, Call, Route } from '../http/call.mts';
import { downloadOf, inlineOf, zipOf } from '../http/files.mts';
import { parseBody } from '../input/attributes.mts';
import { createObservable, organisations, updateObservable as updateShape, withIds } from '../input/shapes.mts';
import type { ObservableInput } from '../input/shapes.mts';
import { expandArchives } from '../http/archive.mts';
import type { Attachment } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { childShares } from './share.mts';

/** The body: JSON, or parts of which `_json` may be missing (then the type is in the query string). */
function inputOf(call: Call): ObservableInput {
	const dataType = call.query.get('dataType');
	if (call.body !== undefined || dataType === null) {
		if (call.body === undefined) throw attributeError(missingAttribute('dataType'));
		return parseBody(createObservable, call.body);
	}
	return { dataType };
}

function answer(call: Call, { created: made, failed }: ObservableOutcome): Answer {
	const rows = made.map((observable) => call.show(observable));
	if (failed.length === 0) return created(rows);
	return multiStatus(rows, failed.map(({ input, error }) => ({ error, object: { dataType: input.dataType } })));
}

async function create(call: Call, kind: 'alert' | 'case'): Promise<Answer> {
	const parsed = inputOf(call);
	const { input, files } = await expandArchives(call.instance.files, parsed, call.filesOf('attachment'));
	const outcome = await call.write((work) => {
		const parent = locateParent(work, call.param('parentId'), 'manageObservable');
		if (parent.kind !== kind) locate(work, kind, call.param('parentId'));
		return createObservables(work, parent, [input], files);
	});
	return answer(call, outcome);
}

/** The attachment of an observable, by `_id` or storage id. */
function attachmentOf(call: Call | Work, observableId: string, attachmentId: string): Attachment {
	const observable = locate(call, 'observable', observableId);
	const found = call.store
		.table('attachment')
		.by('parent', observable._id)
		.find(({ _id, id }) => _id === attachmentId || id === attachmentId);
	return found ?? locate(call, 'attachment', attachmentId);
}

export const observableRoutes: readonly Route[] = [
	post('/alert/:parentId/observable', (call) => create(call, 'alert'), { body: 'multipart' }),
	post('/case/:parentId/observable', (call) => create(call, 'case'), { body: 'multipart' }),
	patch('/observable/_bulk', async (call) => {
		const { ids, ...input } = parseBody(withIds(updateShape), call.body);
		await call.write((work) => {
			for (const id of ids) updateObservable(work, locate(work, 'observable', id, 'manageObservable'), input);
		});
		return noContent;
	}),
	get('/observable/:observableId', (call) => ok(call.show(locate(call, 'observable', call.param('observableId'))))),
	patch('/observable/:observableId', async (call) => {
		const input = parseBody(updateShape, call.body);
		await call.write((work) =>
			updateObservable(work, locate(work, 'observable', call.param('observableId'), 'manageObservable'), input),
		);
		return noContent;
	}),
	remove(
		'/observable/:observableId',
		async (call) => {
			await call.write((work) =>
				deleteObservable(work, locate(work, 'observable', call.param('observableId'), 'manageObservable')),
			);
			return noContent;
		},
		{ body: 'none' },
	),
	get('/observable/:observableId/attachment/:attachmentId', (call) =>
		inlineOf(call, attachmentOf(call, call.param('observableId'), call.param('attachmentId'))),
	),
	get('/observable/:observableId/attachment/:attachmentId/download', (call) => {
		const attachment = attachmentOf(call, call.param('observableId'), call.param('attachmentId'));
		return call.flag('asZip') ? zipOf(call, attachment) : downloadOf(call, attachment);
	}),
	get('/observable/:observableId/shares', (call) =>
		ok(childShares(call, locate(call, 'observable', call.param('observableId'))).map((share) => call.show(share))),
	),
	post('/observable/:observableId/shares', async (call) => {
		const input = parseBody(organisations, call.body);
		await call.write((work) => {
			const { _id } = locate(work, 'observable', call.param('observableId'), 'manageShare');
			shareChild(work, 'observable', _id, input.organisations ?? []);
		});
		return noContent;
	}),
	remove('/observable/:observableId/shares', async (call) => {
		const input = parseBody(organisations, call.body);
		await call.write((work) => {
			const { _id } = locate(work, 'observable', call.param('observableId'), 'manageShare');
			unshareChild(work, 'observable', _id, input.organisations ?? []);
		});
		return noContent;
	}),
];
