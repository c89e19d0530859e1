import { visible } from '../behaviour/access.mts';
import type { JsonObject } from '../json.mts';
import { present } from '../model/present.mts';
import type { Alert, Case, Observable } from '../store/rows.mts';
import type { Scope } from './field.mts';

interface Match {
	readonly row: Case | Alert;
	/** Observables of `row` that meet one of the other side. */
	readonly observables: readonly Observable[];
}

/** Observables that have the same type and value, besides itself; those that ignore similarity take no part. */
export function similarObservables(observable: Observable, scope: Scope): Observable[] {
	if (observable.ignoreSimilarity) return [];
	return scope.store
		.table('observable')
		.by('similar', observable.key)
		.filter((other) => other._id !== observable._id && !other.ignoreSimilarity && visible(scope, other));
}

/** Cases or alerts that share observables with this one. Imported alerts take no part. */
function matches(row: Case | Alert, kind: 'case' | 'alert', scope: Scope): Match[] {
	const found = new Map<string, Observable[]>();
	for (const observable of scope.store.table('observable').by('parent', row._id)) {
		for (const other of similarObservables(observable, scope)) {
			if (other.parentId === row._id) continue;
			const known = found.get(other.parentId);
			if (known === undefined) found.set(other.parentId, [other]);
			else if (!known.includes(other)) known.push(other);
		}
	}
	return [...found].flatMap(([id, observables]) => {
		const parent = scope.store.table(kind).get(id);
		if (parent === undefined || (parent.kind === 'alert' && parent.stage === 'Imported')) return [];
		return [{ row: parent, observables }];
	});
}

function counts(match: Match, scope: Scope) {
	const all = scope.store.table('observable').by('parent', match.row._id);
	return { similarObservableCount: match.observables.length, observableCount: all.length, all };
}

/** Rows of `similarCasesLight` and `similarAlertsLight`: the case or alert with what links it. */
export function similarLight(row: Case | Alert, kind: 'case' | 'alert', scope: Scope): JsonObject[] {
	return matches(row, kind, scope).map((match) => {
		const { similarObservableCount, observableCount } = counts(match, scope);
		const linkedWith: Record<string, string[]> = {};
		for (const { dataType, data, key } of match.observables) {
			linkedWith[dataType] = [...(linkedWith[dataType] ?? []), data ?? key.slice(dataType.length + 1)];
		}
		return {
			...present(match.row, scope),
			similarObservableCount,
			observableCount,
			linksCount: match.observables.length,
			linkedWith,
		};
	});
}

/** Rows of the deprecated `similarCases` and `similarAlerts` [L]. */
export function similarFull(row: Case | Alert, kind: 'case' | 'alert', scope: Scope): JsonObject[] {
	return matches(row, kind, scope).map((match) => {
		const { similarObservableCount, observableCount, all } = counts(match, scope);
		const observableTypes: Record<string, number> = {};
		for (const { dataType } of match.observables) observableTypes[dataType] = (observableTypes[dataType] ?? 0) + 1;
		return {
			[kind]: present(match.row, scope),
			similarObservableCount,
			observableCount,
			similarIocCount: match.observables.filter(({ ioc }) => ioc).length,
			iocCount: all.filter(({ ioc }) => ioc).length,
			observableTypes,
			linkedWith: match.observables.map((observable) => present(observable, scope)),
			linksCount: match.observables.length,
		};
	});
}

export function similarCount(row: Case | Alert, kind: 'case' | 'alert', scope: Scope): number {
	return matches(row, kind, scope).length;
}

/** Observables of `row` that `other` has too. */
export function sharedObservables(row: Case | Alert, other: Case | Alert, scope: Scope): Observable[] {
	const table = scope.store.table('observable');
	return table
		.by('parent', row._id)
		.filter(({ key, ignoreSimilarity }) => !ignoreSimilarity && table.countBy('unique', `${other._id}|${key}`) > 0);
}
