import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { patternIdsIn, tacticsIn } from '../../../shared/attackPatterns';
import { isIn, where } from '../../../shared/filter/conditions';
import type { Parent } from '../../../shared/parent';
import { theHiveQuery } from '../../../shared/request';

/** What a text names. */
export interface FoundTechniques {
	patternIds: string[];
	/** Tactics to prefer, the most wanted first. */
	tactics: string[];
}

/**
 * Techniques and tactics of a text, tags, a list or an object.
 * @param tactic one that goes before those of the text
 */
export function foundTechniques(given: unknown, tactic: unknown): FoundTechniques {
	return { patternIds: patternIdsIn(given), tactics: [...(typeof tactic === 'string' ? [tactic] : []), ...tacticsIn(given)] };
}

export interface PlannedProcedures {
	/** Procedures to create: `patternId` and `tactic`. */
	procedures: IDataObject[];
	/** Techniques that the case or alert has already. */
	existing: string[];
	/** Ids that are no technique of TheHive's catalog. */
	unknown: string[];
}

/** The catalog's techniques of these ids; TheHive refuses a whole request for one unknown id. */
async function knownPatterns(context: IExecuteFunctions, patternIds: string[], itemIndex: number): Promise<Map<string, string[]>> {
	const query = [{ _name: 'listPattern' }, ...where(isIn('patternId', patternIds))];
	const patterns = await theHiveQuery(context, query, 'known-patterns', { itemIndex });
	return new Map(
		patterns.map(({ patternId, tactics }) => {
			const names: unknown[] = Array.isArray(tactics) ? tactics : [];
			return [String(patternId), names.filter((name) => typeof name === 'string')];
		}),
	);
}

/** Techniques of the case or alert, under any tactic. */
async function presentPatterns(context: IExecuteFunctions, { kind, id }: Parent, itemIndex: number): Promise<Set<string>> {
	const query = [{ _name: kind === 'case' ? 'getCase' : 'getAlert', idOrName: id }, { _name: 'procedures' }];
	const procedures = await theHiveQuery(context, query, 'present-procedures', { itemIndex });
	return new Set(procedures.map(({ patternId }) => String(patternId)));
}

/**
 * What to create of the techniques that were found, each with a tactic it has: one of the preferred, else its first.
 * @throws NodeApiError in TheHive's words, for an unknown case or alert too
 */
export async function plannedProcedures(
	context: IExecuteFunctions,
	parent: Parent,
	{ patternIds, tactics }: FoundTechniques,
	skipExisting: boolean,
	itemIndex: number,
): Promise<PlannedProcedures> {
	const known = await knownPatterns(context, patternIds, itemIndex);
	const present = skipExisting ? await presentPatterns(context, parent, itemIndex) : new Set<string>();
	const procedures = patternIds.flatMap((patternId) => {
		const own = known.get(patternId);
		if (!own || present.has(patternId)) return [];
		const tactic = tactics.find((name) => own.includes(name)) ?? own[0];
		return [{ patternId, ...(tactic === undefined ? {} : { tactic }) }];
	});
	return {
		procedures,
		existing: patternIds.filter((patternId) => known.has(patternId) && present.has(patternId)),
		unknown: patternIds.filter((patternId) => !known.has(patternId)),
	};
}
