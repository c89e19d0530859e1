import type { INode } from 'n8n-workflow';
import { fieldError } from './fieldError';

/**
 * The place that a drop-down names, where records are looked for or written. An expression may give anything: what is no
 * such place is refused, and nothing given is never taken for the default, because it would be another place than meant.
 * @param field label of the drop-down
 * @throws NodeOperationError naming field and item
 */
export function placeFrom<Place extends string>(node: INode, itemIndex: number, field: string, value: unknown, places: readonly Place[]): Place {
	const place = places.find((known) => known === value);
	if (place === undefined) throw fieldError(node, itemIndex, field, `cannot be '${String(value)}'. Choose one of: ${places.join(', ')}`);
	return place;
}
