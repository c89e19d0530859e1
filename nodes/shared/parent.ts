import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { alertLocator, caseLocator } from './locators';
import { nodeOf, parameterOf } from './parameters';
import { idParameter, PARENTS } from './path';
import { placeFrom } from './place';

/** A case or an alert. */
export interface Parent {
	kind: 'alert' | 'case';
	id: string;
}

const shownFor = (parent: string): INodeProperties['displayOptions'] => ({ show: { parent: [parent] } });

/** The case or alert a record belongs to; paths name it as `{parent}`. */
export const parentFields: INodeProperties[] = [
	{
		displayName: 'In',
		name: 'parent',
		type: 'options',
		options: [
			{ name: 'Alert', value: 'alert' },
			{ name: 'Case', value: 'case' },
		],
		default: 'case',
		description: 'Whether it belongs to a case or to an alert',
	},
	{ ...caseLocator, displayOptions: shownFor('case') },
	{ ...alertLocator, displayOptions: shownFor('alert') },
];

/**
 * What `parentFields` say for an item of a programmatic operation.
 * @throws NodeOperationError naming field and item when it is neither case nor alert, or the id is missing
 */
export function parentOf(context: IExecuteFunctions, itemIndex: number): Parent {
	const kind = placeFrom(nodeOf(context), itemIndex, 'In', parameterOf(context, 'parent', itemIndex), PARENTS);
	return { kind, id: idParameter(context, `${kind}Id`, itemIndex) };
}
