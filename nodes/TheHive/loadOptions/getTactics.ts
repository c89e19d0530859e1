import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { asPatternId, TACTIC_NAMES } from '../../shared/attackPatterns';
import { fitting } from '../../shared/fieldError';
import { pickedValue } from '../../shared/path';
import { theHiveQuery } from '../../shared/request';
import { isEmpty, isObject } from '../../shared/values';

/** The technique the form names: in Create by its own field, in Update among the changes. */
function chosenPattern(context: ILoadOptionsFunctions): string | undefined {
	const changes: unknown = context.getCurrentNodeParameter('procedureUpdateFields');
	const named = isObject(changes) && !isEmpty(pickedValue(changes.patternId)) ? changes.patternId : context.getCurrentNodeParameter('patternId');
	const id = fitting(() => asPatternId(pickedValue(named)));
	return id.ok && typeof id.value === 'string' && !id.value.startsWith('=') ? id.value : undefined;
}

/** The technique of the procedure that Update changes. */
async function presentPattern(context: ILoadOptionsFunctions): Promise<string | undefined> {
	const procedureId = pickedValue(context.getCurrentNodeParameter('procedureId'));
	if (isEmpty(procedureId) || String(procedureId).startsWith('=')) return undefined;
	const [procedure] = await theHiveQuery(context, [{ _name: 'getProcedure', idOrName: String(procedureId) }], 'pick-tactic');
	return typeof procedure?.patternId === 'string' ? procedure.patternId : undefined;
}

function asOption(tactic: string): INodePropertyOptions {
	const words = tactic.split('-').map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)));
	return { name: words.join(' '), value: tactic };
}

/** The tactics of the technique that the form names; those of the enterprise matrix as long as it names none. */
export async function getTactics(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const patternId = chosenPattern(this) ?? (await presentPattern(this));
	const [pattern] = patternId === undefined ? [] : await theHiveQuery(this, [{ _name: 'getPattern', idOrName: patternId }], 'pick-tactic');
	const own: unknown[] = Array.isArray(pattern?.tactics) ? pattern.tactics : [];
	const tactics = own.filter((tactic) => typeof tactic === 'string');
	return (tactics.length > 0 ? tactics : TACTIC_NAMES).map(asOption);
}
