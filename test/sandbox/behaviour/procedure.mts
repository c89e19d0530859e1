import { badRequest, notFound } from '../errors.mts';
import type { ProcedureInput } from '../input/shapes.mts';
import type { Alert, Case, Pattern, Procedure } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { record, touch } from './record.mts';

/** A technique by id (`T1566.001`) or `_id`. @throws NotFoundError (404) */
export function findPattern(work: Pick<Work, 'store'>, patternId: string): Pattern {
	const table = work.store.table('pattern');
	const found = table.firstBy('patternId', patternId) ?? table.get(patternId);
	if (found === undefined) throw notFound('Pattern', patternId);
	return found;
}

/**
 * The tactic of a procedure: the one given, or the only one of the pattern (5.2.6).
 * @throws BadRequest (400) when it is not one of the pattern's, or is missing and not evident
 */
export function tacticOf(pattern: Pattern, tactic: string | undefined): string {
	if (tactic !== undefined) {
		if (pattern.tactics.includes(tactic)) return tactic;
		throw badRequest(`Pattern ${pattern.patternId} has no tactic ${tactic}`);
	}
	const [only, ...others] = pattern.tactics;
	if (only === undefined || others.length > 0) {
		throw badRequest(`Tactic is required: pattern ${pattern.patternId} has ${pattern.tactics.length}`);
	}
	return only;
}

/** Adds a procedure (TTP) to a case or an alert; the parent is not touched. */
export function addProcedure(work: Work, parent: Case | Alert, input: ProcedureInput): Procedure {
	const pattern = findPattern(work, input.patternId);
	const procedure = work.put('procedure', {
		...work.stamp('procedure'),
		parentId: parent._id,
		organisationId: work.organisationId,
		patternId: pattern.patternId,
		patternName: pattern.name,
		occurDate: input.occurDate,
		tactic: tacticOf(pattern, input.tactic),
		description: input.description,
	});
	record(work, 'create', procedure);
	return procedure;
}

export function deleteProcedure(work: Work, procedure: Procedure): void {
	work.remove('procedure', procedure._id);
	touch(work, procedure.parentId);
	record(work, 'delete', procedure, { patternId: procedure.patternId });
}
