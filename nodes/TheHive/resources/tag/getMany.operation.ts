import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { SIMPLE_TAG } from './tagFields';

const list = recordList({ label: 'get-many-tags', start: () => [{ _name: 'listTag' }], entity: 'tag', simple: SIMPLE_TAG });

export const getManyTags: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tags',
		description: 'Search the tags of the organisation and of its taxonomies',
		routing: list.routing,
	},
	fields: [...listQueryFields, simplifyField],
	execute: list.execute,
};
