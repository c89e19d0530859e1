import type { IExecuteFunctions, PreSendAction } from 'n8n-workflow';
import { beyondRoute, fieldError } from '../fieldError';
import type { TheHiveContext } from '../request';
import { readParameter } from '../request';
import { saidByAll } from '../saidByAll';
import { isOn } from '../toggles';
import { isEmpty } from '../values';
import { confirmField, dryRunField } from './fields';

const { displayName: LABEL, name: NAME } = dryRunField;

/**
 * Whether an item says that nothing shall be changed.
 * @throws NodeOperationError where an expression gives neither true nor false; nothing at all is neither, because real changes must be meant
 */
function isDry(context: TheHiveContext, itemIndex: number): boolean {
	if (isEmpty(readParameter(context, NAME, itemIndex, dryRunField.default))) {
		throw fieldError(context.getNode(), itemIndex, LABEL, 'is empty', 'Nothing was sent to TheHive. The expression of this field must give true or false.');
	}
	return isOn(context, dryRunField, itemIndex);
}

/**
 * Whether a run shall change nothing.
 * @throws NodeOperationError where not all items say the same
 */
export function isDryRun(context: IExecuteFunctions): boolean {
	return saidByAll(context, LABEL, (itemIndex) => isDry(context, itemIndex));
}

/** preSend for agents that know nothing but routing: one request cannot only look. */
export const refuseDryRun: PreSendAction = async function (options) {
	if (isDry(this, this.getItemIndex())) {
		throw beyondRoute(this, LABEL, 'Use Get Many to see the records.');
	}
	return options;
};

/**
 * @param what is deleted: `alerts`
 * @throws NodeOperationError where more than one would be, and that is not confirmed
 */
export function refuseSeveral(context: TheHiveContext, what: string, count: number, itemIndex: number, isConfirmed = isOn(context, confirmField, itemIndex)): void {
	if (count <= 1 || isConfirmed) return;
	throw fieldError(
		context.getNode(),
		itemIndex,
		confirmField.displayName,
		`is off, but ${count} ${what} would be deleted`,
		'Nothing was deleted. Turn it on when all of them are meant.',
	);
}
