import { UnfitValue } from '../../../shared/fieldError';
import { isEmpty, isObject } from '../../../shared/values';

/** A text that is a parameter's name and nothing else. */
const NAME = /^\$(\w+)$/;

/**
 * A query in which every text `$name` stands for the value of that parameter. Values go in behind the parsing of the JSON, so
 * that quotes and brackets in them change nothing of the query.
 * @param parameters values by name; without any, the query is taken as it is
 * @throws UnfitValue for a parameter that is empty (it would widen the query), unknown or unused (a typing mistake)
 */
export function withParameters(query: unknown, parameters: Record<string, unknown>): unknown {
	if (Object.keys(parameters).length === 0) return query;
	const used = new Set<string>();
	const filled = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(filled);
		if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
		const name = typeof value === 'string' ? NAME.exec(value)?.[1] : undefined;
		if (name === undefined) return value;
		if (!Object.hasOwn(parameters, name)) throw new UnfitValue(`names '$${name}', which is no parameter`);
		const given = parameters[name];
		if (isEmpty(given)) throw new UnfitValue(`needs '$${name}', which is empty`);
		used.add(name);
		return given;
	};
	const result = filled(query);
	const unused = Object.keys(parameters).find((name) => !used.has(name));
	if (unused !== undefined) throw new UnfitValue(`does not use the parameter '${unused}': write it as "$${unused}"`);
	return result;
}
