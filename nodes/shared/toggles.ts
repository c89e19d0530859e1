import type { INode, INodeProperties } from 'n8n-workflow';
import { converted } from './body';
import type { TheHiveContext } from './request';
import { readParameter } from './request';
import { asBoolean } from './values';

/**
 * What a toggle of the form says. n8n hands on whatever an expression or an agent gives for it: "true" as text would count as
 * off if it were only compared.
 * @param value as read from the form; the toggle's default where it is empty
 * @throws NodeOperationError naming field and item when it is neither true nor false
 */
export function toggled(node: INode, itemIndex: number, toggle: INodeProperties, value: unknown): boolean {
	return (converted(node, itemIndex, toggle, asBoolean, value) ?? toggle.default) === true;
}

/** The same of a parameter of the node. */
export function isOn(context: TheHiveContext, toggle: INodeProperties, itemIndex: number): boolean {
	const value = readParameter(context, toggle.name, itemIndex, toggle.default);
	// n8n copies the node whenever it is asked for it
	return typeof value === 'boolean' ? value : toggled(context.getNode(), itemIndex, toggle, value);
}
