import type { Resource } from '../../../shared/operation';
import { completeTag } from './complete.operation';
import { deleteTag } from './delete.operation';
import { getTag } from './get.operation';
import { getManyTags } from './getMany.operation';
import { updateTag } from './update.operation';

export const tag: Resource = {
	name: 'Tag',
	value: 'tag',
	operations: [completeTag, deleteTag, getTag, getManyTags, updateTag],
	startsWith: getManyTags,
};
