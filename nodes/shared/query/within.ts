import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { placeFrom } from '../place';
import { alertLocator, caseLocator, taskLocator } from '../locators';
import { idFrom } from '../path';
import type { QueryStart } from './listQuery';

/** Where records can be looked for. */
type Place = 'all' | 'alert' | 'case' | 'knowledgeBase' | 'task';

/** Entries of the drop-down, in alphabetical order; a place that is one record has its picker and its initial operation. */
const PLACES: Record<Place, { name: string; locator?: INodeProperties; initial?: string }> = {
	all: { name: 'Everything Visible' },
	knowledgeBase: { name: 'Knowledge Base' },
	alert: { name: 'One Alert', locator: alertLocator, initial: 'getAlert' },
	case: { name: 'One Case', locator: caseLocator, initial: 'getCase' },
	task: { name: 'One Task', locator: taskLocator, initial: 'getTask' },
};

const NAMES: Place[] = ['all', 'knowledgeBase', 'alert', 'case', 'task'];

/** Pickers in the order that all forms have them. */
const PICKED: Place[] = ['case', 'alert', 'task'];

/**
 * The choice where to look for records, with the pickers it needs.
 * @param places those that can be chosen
 */
export function withinOneOf(places: readonly Place[], preset: Place = 'case'): INodeProperties[] {
	return [
		{
			displayName: 'Within',
			name: 'within',
			type: 'options',
			options: NAMES.filter((name) => places.includes(name)).map((value) => ({ name: PLACES[value].name, value })),
			default: preset,
			description: 'Whether to look in one record or everywhere the credential may look',
		},
		...PICKED.filter((place) => places.includes(place)).flatMap((place) => {
			const { locator } = PLACES[place];
			return locator ? [{ ...locator, displayOptions: { show: { within: [place] } } }] : [];
		}),
	];
}

/** Where to look for records that belong to a case or an alert. */
export const withinFields: INodeProperties[] = withinOneOf(['all', 'alert', 'case']);

/**
 * Start of a query for records of the chosen place.
 * @param chains for each place the operations that lead to the records: of a case, alert or task from it
 * (`['tasks', 'logs']`), else from the beginning (`['listLog']`)
 * @throws NodeOperationError for another place: it never becomes everything
 */
export function startWithin(chains: Partial<Record<Place, readonly string[]>>): QueryStart {
	return (read, context, itemIndex) => {
		const place = placeFrom(context.getNode(), itemIndex, 'Within', read('within'), NAMES.filter((name) => chains[name]));
		const rest: IDataObject[] = (chains[place] ?? []).map((_name) => ({ _name }));
		const { locator, initial } = PLACES[place];
		if (!locator || initial === undefined) return rest;
		return [{ _name: initial, idOrName: idFrom(context.getNode(), itemIndex, locator.name, read(locator.name)) }, ...rest];
	};
}

/**
 * Start of a query for records of a case, an alert, or all.
 * @param list initial operation for all of them, e.g. `listObservable`
 * @param chained operation that leads from a case or alert to them, e.g. `observables`
 */
export function within(list: string, chained: string): QueryStart {
	return startWithin({ all: [list], alert: [chained], case: [chained] });
}
