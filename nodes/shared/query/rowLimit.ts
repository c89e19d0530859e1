import { converted } from '../body';
import { UnfitValue } from '../fieldError';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import { isOn } from '../toggles';
import type { Converter } from '../values';
import { asInteger } from '../values';
import { limitField, returnAllField } from './listFields';

const asLimit: Converter = (value) => {
	const limit = asInteger(value);
	if (typeof limit === 'number' && limit < 1) throw new UnfitValue(`must be 1 or more, not ${String(value)}`);
	return limit;
};

/**
 * How many rows a list shall have at most, by Return All and Limit of its form; the form's default where an expression gives nothing.
 * @returns nothing where all are wanted
 * @throws NodeOperationError naming field and item
 */
export function rowLimit(context: TheHiveContext, itemIndex: number): number | undefined {
	if (isOn(context, returnAllField, itemIndex)) return undefined;
	const given = readParameter(context, limitField.name, itemIndex, limitField.default);
	return Number(converted(context.getNode(), itemIndex, limitField, asLimit, given) ?? limitField.default);
}
