import type { Resource } from '../../../shared/operation';
import { createComment } from './create.operation';
import { deleteComment } from './delete.operation';
import { getComment } from './get.operation';
import { getManyComments } from './getMany.operation';
import { updateComment } from './update.operation';

export const comment: Resource = {
	name: 'Comment',
	value: 'comment',
	operations: [createComment, deleteComment, getComment, getManyComments, updateComment],
	startsWith: getManyComments,
};
