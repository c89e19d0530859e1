import { locate } from '../behaviour/access.mts';
import { cleared, detailsOf } from '../behaviour/changes.mts';
import { record } from '../behaviour/record.mts';
import { notFound } from '../errors.mts';
import { parseBody } from '../input/attributes.mts';
import type { Parsed, Shape } from '../input/attributes.mts';
import type { Permission } from '../model/permissions.mts';
import { typeName } from '../model/present.mts';
import { rowNamed } from '../query/initial.mts';
import type { AuditedRow, Kind, Rows } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { created, get, noContent, ok, patch, post, remove } from './call.mts';
import type { Call, Route } from './call.mts';

type AuditedKind = Exclude<Kind, 'audit'>;

/** An entity whose operations are the usual ones: create, get, update, delete under one path. */
export interface SimpleEntity<K extends AuditedKind, C extends Shape, U extends Shape> {
	readonly kind: K;
	readonly path: string;
	readonly permission?: Permission;
	readonly create?: { readonly shape: C; readonly make: (work: Work, input: Parsed<C>) => Rows[K] };
	readonly read?: boolean;
	readonly update?: {
		readonly shape: U;
		/** The changes to write; default: what was sent, null clearing. */
		readonly changes?: (work: Work, row: Rows[K], input: Parsed<U>) => Partial<Omit<Rows[K], 'kind' | '_id'>>;
	};
	/** Refuses or prepares the removal. */
	readonly remove?: (work: Work, row: Rows[K], call: Call) => void;
}

/** A visible row by id or name, with the permission its operations need. */
export function locateNamed<K extends AuditedKind>(
	sight: Work | Call,
	kind: K,
	idOrName: string,
	permission?: Permission,
): Rows[K] {
	const row = rowNamed(kind, idOrName, { store: sight.store, actor: sight.actor, now: 0 });
	if (row === undefined) throw notFound(typeName(kind), idOrName);
	return locate(sight, kind, row._id, ...(permission === undefined ? [] : [permission]));
}

function audited<K extends AuditedKind>(row: Rows[K]): AuditedRow {
	return row;
}

/** The routes of a simple entity. */
export function simpleRoutes<K extends AuditedKind, C extends Shape, U extends Shape>(
	entity: SimpleEntity<K, C, U>,
): Route[] {
	const { kind, path, permission } = entity;
	const one = `${path}/:id`;
	const permissions = permission === undefined ? undefined : [permission];
	const routes: Route[] = [];
	const { create, update, remove: prepareRemoval } = entity;
	if (create !== undefined) {
		routes.push(
			post(
				path,
				async (call) => {
					const input = parseBody(create.shape, call.body);
					const row = await call.write((work) => {
						const made = create.make(work, input);
						record(work, 'create', audited(made));
						return made;
					});
					return created(call.show(row));
				},
				{ permissions },
			),
		);
	}
	if (entity.read === true) routes.push(get(one, (call) => ok(call.show(locateNamed(call, kind, call.param('id'))))));
	if (update !== undefined) {
		routes.push(
			patch(one, async (call) => {
				const input = parseBody(update.shape, call.body);
				await call.write((work) => {
					const row = locateNamed(work, kind, call.param('id'), permission);
					const changes = update.changes?.(work, row, input) ?? {};
					const sent = update.changes === undefined ? cleared(input) : changes;
					record(work, 'update', audited(work.update(kind, row, { ...sent })), detailsOf(sent));
				});
				return noContent;
			}),
		);
	}
	if (prepareRemoval !== undefined) {
		routes.push(
			remove(
				one,
				async (call) => {
					await call.write((work) => {
						const row = locateNamed(work, kind, call.param('id'), permission);
						prepareRemoval(work, row, call);
						work.remove(kind, row._id);
						record(work, 'delete', audited(row));
					});
					return noContent;
				},
				{ body: 'none' },
			),
		);
	}
	return routes;
}
