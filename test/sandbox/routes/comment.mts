import { locate, locateParent } from '../behaviour/access.mts';
import { addComment, deleteComment, updateComment } from '../behaviour/comment.mts';
import { created, noContent, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { comment } from '../input/shapes.mts';

function add(kind: 'alert' | 'case') {
	return async (call: Call) => {
		const input = parseBody(comment, call.body);
		const added = await call.write((work) => {
			const parent = locateParent(work, call.param('parentId'), 'manageComment');
			if (parent.kind !== kind) locate(work, kind, call.param('parentId'));
			return addComment(work, parent, input);
		});
		return created(call.show(added));
	};
}

export const commentRoutes: readonly Route[] = [
	post('/alert/:parentId/comment', add('alert')),
	post('/case/:parentId/comment', add('case')),
	patch('/comment/:commentId', async (call) => {
		const input = parseBody(comment, call.body);
		await call.write((work) => updateComment(work, locate(work, 'comment', call.param('commentId'), 'manageComment'), input));
		return noContent;
	}),
	remove(
		'/comment/:commentId',
		async (call) => {
			await call.write((work) => deleteComment(work, locate(work, 'comment', call.param('commentId'), 'manageComment')));
			return noContent;
		},
		{ body: 'none' },
	),
];
