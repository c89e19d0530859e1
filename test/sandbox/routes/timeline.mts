import { locateCase } from '../behaviour/access.mts';
import { record, touch } from '../behaviour/record.mts';
import { created, post } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { parseBody } from '../input/attributes.mts';
import { customEvent, updateCustomEvent } from '../input/shapes.mts';

export const timelineRoutes: readonly Route[] = [
	post('/case/:caseId/customEvent', async (call) => {
		const input = parseBody(customEvent, call.body);
		const event = await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageCustomEvent');
			const made = work.put('customEvent', { ...work.stamp('customEvent'), ...input, caseId: row._id });
			touch(work, row._id);
			record(work, 'create', made);
			return made;
		});
		return created(call.show(event));
	}),
	...simpleRoutes({
		kind: 'customEvent',
		path: '/customEvent',
		permission: 'manageCustomEvent',
		update: { shape: updateCustomEvent },
		remove: (work, { caseId }) => touch(work, caseId),
	}),
];
