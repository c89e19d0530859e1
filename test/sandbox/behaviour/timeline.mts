import type { JsonObject } from '../json.mts';
import { present } from '../model/present.mts';
import type { Case } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';
import { visible } from './access.mts';

interface Observer {
	readonly store: Store;
	readonly actor: Actor;
	/** ms */
	readonly now: number;
}

/** Events of a case in order of time: its own, those of its parts, and custom ones [D OutputTimelineEvent]. */
export function timelineOf(observer: Observer, row: Case): JsonObject[] {
	const { store } = observer;
	const events: (JsonObject & { readonly date: number })[] = [
		{ date: row._createdAt, kind: 'Case', entity: 'Case', entityId: row._id, details: { event: 'created', number: row.number, title: row.title } },
	];
	if (row.closedDate !== undefined) {
		events.push({ date: row.closedDate, kind: 'Case', entity: 'Case', entityId: row._id, details: { event: 'closed', status: row.status } });
	}
	for (const alert of store.table('alert').by('case', row._id)) {
		if (!visible(observer, alert)) continue;
		events.push({ date: alert.date, kind: 'Alert', entity: 'Alert', entityId: alert._id, details: { title: alert.title, source: alert.source } });
	}
	for (const task of store.table('task').by('parent', row._id)) {
		if (!visible(observer, task)) continue;
		if (task.startDate !== undefined) {
			events.push({ date: task.startDate, endDate: task.endDate, kind: 'Task', entity: 'Task', entityId: task._id, details: { title: task.title, status: task.status } });
		}
		for (const log of store.table('log').by('task', task._id)) {
			if (log.includeInTimeline === undefined) continue;
			events.push({ date: log.includeInTimeline, kind: 'Log', entity: 'Log', entityId: log._id, details: { message: log.message } });
		}
	}
	for (const observable of store.table('observable').by('parent', row._id)) {
		if (observable.sightedAt === undefined || !visible(observer, observable)) continue;
		events.push({ date: observable.sightedAt, kind: 'Observable', entity: 'Observable', entityId: observable._id, details: { dataType: observable.dataType, data: observable.data } });
	}
	for (const procedure of store.table('procedure').by('parent', row._id)) {
		events.push({ date: procedure.occurDate, kind: 'Procedure', entity: 'Procedure', entityId: procedure._id, details: { patternId: procedure.patternId, tactic: procedure.tactic } });
	}
	for (const event of store.table('customEvent').by('case', row._id)) {
		events.push({ date: event.date, endDate: event.endDate, kind: 'Custom', entity: 'CustomEvent', entityId: event._id, details: present(event, observer) });
	}
	return events.toSorted((a, b) => a.date - b.date);
}
