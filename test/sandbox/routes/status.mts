import { badRequest, createError } from '../errors.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { alertStatus, caseStatus, updateStatus } from '../input/adminShapes.mts';

function requireFree(value: string, known: unknown): void {
	if (known !== undefined) throw createError(`Status ${value} already exist`);
}

function requireUnused(value: string, rows: Iterable<{ readonly status: string }>): void {
	for (const { status } of rows) if (status === value) throw badRequest(`Status ${value} is used`);
}

export const statusRoutes: readonly Route[] = [
	...simpleRoutes({
		kind: 'alertStatus',
		path: '/alertStatus',
		permission: 'managePlatform',
		create: {
			shape: alertStatus,
			make: (work, input) => {
				requireFree(input.value, work.store.table('alertStatus').firstBy('value', input.value));
				return work.put('alertStatus', { ...work.stamp('alertStatus'), ...input, hidden: input.hidden ?? false });
			},
		},
		update: { shape: updateStatus },
		remove: (work, { value }) => requireUnused(value, work.store.table('alert').all()),
	}),
	...simpleRoutes({
		kind: 'caseStatus',
		path: '/caseStatus',
		permission: 'managePlatform',
		create: {
			shape: caseStatus,
			make: (work, input) => {
				requireFree(input.value, work.store.table('caseStatus').firstBy('value', input.value));
				return work.put('caseStatus', { ...work.stamp('caseStatus'), ...input, hidden: input.hidden ?? false });
			},
		},
		update: { shape: updateStatus },
		remove: (work, { value }) => requireUnused(value, work.store.table('case').all()),
	}),
];
