import type { SearchableEntity } from '../filter/fieldTypes';

/** A kind of record that TheHive changes many at a time. */
export interface RecordKind {
	/** By which filter values get their types. */
	entity: SearchableEntity;
	/** Initial operation of a query for all of them. */
	list: string;
	/** Path of one record below `/api/v1`, before its id. */
	path: string;
	one: string;
	many: string;
	/** Whether `POST /<path>/delete/_bulk` deletes many in one request. */
	deletesMany?: boolean;
}

export const ALERTS: RecordKind = { entity: 'alert', list: 'listAlert', path: '/alert', one: 'alert', many: 'alerts', deletesMany: true };
export const CASES: RecordKind = { entity: 'case', list: 'listCase', path: '/case', one: 'case', many: 'cases' };
export const OBSERVABLES: RecordKind = { entity: 'observable', list: 'listObservable', path: '/observable', one: 'observable', many: 'observables' };
export const PROCEDURES: RecordKind = { entity: 'procedure', list: 'listProcedure', path: '/procedure', one: 'procedure', many: 'procedures', deletesMany: true };
export const TASKS: RecordKind = { entity: 'task', list: 'listTask', path: '/task', one: 'task', many: 'tasks' };
