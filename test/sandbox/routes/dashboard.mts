import { record } from '../behaviour/record.mts';
import { locateUser } from '../behaviour/user.mts';
import { noContent, post } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { locateNamed, simpleRoutes } from '../http/simple.mts';
import { anyText, choice, int, longText, object, parseBody, required, text } from '../input/attributes.mts';

const status = choice('Private', 'Shared', 'Deleted');
const createShape = {
	title: required(text(1, 512)),
	group: text(1, 32),
	description: required(longText),
	status: required(status),
	definition: required(object),
	version: int,
};
const updateShape = { title: text(1, 512), group: text(1, 32), description: longText, status, definition: object, version: int };

export const dashboardRoutes: readonly Route[] = [
	...simpleRoutes({
		kind: 'dashboard',
		path: '/dashboard',
		permission: 'manageDashboard',
		create: {
			shape: createShape,
			make: (work, input) =>
				work.put('dashboard', {
					...work.stamp('dashboard'),
					organisationId: work.organisationId,
					title: input.title,
					group: input.group ?? 'default',
					description: input.description,
					status: input.status,
					definition: input.definition,
					version: input.version ?? 1,
				}),
		},
		read: true,
		update: { shape: updateShape },
		remove: () => undefined,
	}),
	post('/dashboard/:id/owner', async (call) => {
		const { user } = parseBody({ user: required(anyText) }, call.body);
		await call.write((work) => {
			const dashboard = locateNamed(work, 'dashboard', call.param('id'), 'manageDashboard');
			const { login } = locateUser(work, user);
			record(work, 'update', work.put('dashboard', { ...dashboard, _createdBy: login }), { owner: login });
		});
		return noContent;
	}),
];
