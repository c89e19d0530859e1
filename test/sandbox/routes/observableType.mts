import { badRequest, createError } from '../errors.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { observableType, updateObservableType } from '../input/shapes.mts';

export const observableTypeRoutes: readonly Route[] = simpleRoutes({
	kind: 'observableType',
	path: '/observable/type',
	permission: 'manageObservableTemplate',
	create: {
		shape: observableType,
		make: (work, { name, isAttachment, isCaseSensitive }) => {
			if (work.store.table('observableType').firstBy('name', name) !== undefined) {
				throw createError(`ObservableType ${name} already exist`);
			}
			return work.put('observableType', {
				...work.stamp('observableType'),
				name,
				isAttachment: isAttachment ?? false,
				isCaseSensitive: isCaseSensitive ?? true,
			});
		},
	},
	read: true,
	update: { shape: updateObservableType },
	remove: (work, { name }) => {
		for (const { dataType } of work.store.table('observable').all()) {
			if (dataType === name) throw badRequest(`ObservableType ${name} is used`);
		}
	},
});
