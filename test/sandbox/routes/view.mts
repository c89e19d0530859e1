import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { anyText, choice, flag, listOf, nested, object, required } from '../input/attributes.mts';

const listOptions = nested({
	itemsPerPage: required(choice(10, 30, 50, 100, 150, 300)),
	listAsGroup: required(flag),
	autoRefresh: required(flag),
	statsIsOpen: required(flag),
});
const texts = listOf(anyText);

/** Stored filters of the web interface. */
export const viewRoutes: readonly Route[] = simpleRoutes({
	kind: 'listView',
	path: '/views',
	create: {
		shape: {
			name: required(anyText),
			entity: required(anyText),
			filter: required(object),
			listOptions: required(listOptions),
			sortList: texts,
			showColumns: texts,
			isShared: required(flag),
		},
		make: (work, input) =>
			work.put('listView', {
				...work.stamp('listView'),
				organisationId: work.organisationId,
				name: input.name,
				entity: input.entity,
				filter: input.filter,
				listOptions: { ...input.listOptions },
				sortList: input.sortList ?? [],
				showColumns: input.showColumns ?? [],
				isShared: input.isShared,
			}),
	},
	read: true,
	update: {
		shape: { name: anyText, filter: object, listOptions, sortList: texts, showColumns: texts, isShared: flag },
		changes: (_work, view, input) => ({
			name: input.name ?? view.name,
			filter: input.filter ?? view.filter,
			listOptions: { ...(input.listOptions ?? view.listOptions) },
			sortList: input.sortList ?? view.sortList,
			showColumns: input.showColumns ?? view.showColumns,
			isShared: input.isShared ?? view.isShared,
		}),
	},
	remove: () => undefined,
});
