import type { Alert, Case, Comment } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { record, touch } from './record.mts';

type CommentInput = { readonly message: string; readonly external?: boolean };

export function addComment(work: Work, parent: Case | Alert, input: CommentInput): Comment {
	const comment = work.put('comment', {
		...work.stamp('comment'),
		parentId: parent._id,
		organisationId: work.organisationId,
		message: input.message,
		external: input.external ?? false,
		isEdited: false,
	});
	touch(work, parent._id);
	record(work, 'create', comment, { author: work.login });
	return comment;
}

export function updateComment(work: Work, comment: Comment, input: CommentInput): Comment {
	const updated = work.update('comment', comment, {
		message: input.message,
		external: input.external ?? comment.external,
		isEdited: true,
	});
	touch(work, comment.parentId);
	record(work, 'update', updated, { message: input.message });
	return updated;
}

export function deleteComment(work: Work, comment: Comment): void {
	work.remove('comment', comment._id);
	touch(work, comment.parentId);
	record(work, 'delete', comment);
}
