import type { INodeProperties } from 'n8n-workflow';
import { idFrom } from '../path';
import { alertLocator, caseLocator } from '../locators';
import type { QueryStart } from './listQuery';

/** Where to look for records that belong to a case or an alert. */
export const withinFields: INodeProperties[] = [
	{
		displayName: 'Within',
		name: 'within',
		type: 'options',
		options: [
			{ name: 'Everything Visible', value: 'all' },
			{ name: 'One Alert', value: 'alert' },
			{ name: 'One Case', value: 'case' },
		],
		default: 'case',
		description: 'Whether to look in one case, in one alert or everywhere the credential may look',
	},
	{ ...caseLocator, displayOptions: { show: { within: ['case'] } } },
	{ ...alertLocator, displayOptions: { show: { within: ['alert'] } } },
];

const INITIAL = { case: ['caseId', 'getCase'], alert: ['alertId', 'getAlert'] } as const;

/**
 * Start of a query for records of a case, an alert, or all.
 * @param list initial operation for all of them, e.g. `listObservable`
 * @param chained operation that leads from a case or alert to them, e.g. `observables`
 */
export function within(list: string, chained: string): QueryStart {
	return (read, context, itemIndex) => {
		const place = read('within');
		if (place !== 'case' && place !== 'alert') return [{ _name: list }];
		const [parameter, initial] = INITIAL[place];
		return [{ _name: initial, idOrName: idFrom(context.getNode(), itemIndex, parameter, read(parameter)) }, { _name: chained }];
	};
}
