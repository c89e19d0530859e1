import type { INode, INodeProperties } from 'n8n-workflow';
import { fieldError, fitting } from '../../../shared/fieldError';
import { oneOf } from '../../../shared/values';

/** What is done with a value or file that the case or alert has already. */
export type OnDuplicate = 'theHive' | 'returnExisting' | 'skip' | 'update';

const CHOICES = [
	{ name: 'Leave to TheHive', value: 'theHive', description: 'TheHive 5 returns the observable that is there, with the new tags added' },
	{ name: 'Return Existing', value: 'returnExisting', description: 'Leave it as it is and return it' },
	{ name: 'Skip', value: 'skip', description: 'Leave it as it is and return nothing for this value' },
	{ name: 'Update', value: 'update', description: 'Set the fields given here, add the tags, and return it' },
];

export const onDuplicateProperty: INodeProperties = {
	displayName: 'On Duplicate',
	name: 'onDuplicate',
	type: 'options',
	options: CHOICES,
	default: 'theHive',
	description: 'What to do with a value that the case or alert has already',
};

const asChoice = oneOf(CHOICES);

function isOnDuplicate(value: unknown): value is OnDuplicate {
	return CHOICES.some((choice) => choice.value === value);
}

/**
 * What the option chooses; left to TheHive where it is not set.
 * @throws NodeOperationError for another choice
 */
export function onDuplicateFrom(node: INode, itemIndex: number, value: unknown): OnDuplicate {
	const choice = fitting(() => asChoice(value) ?? 'theHive');
	if (!choice.ok) throw fieldError(node, itemIndex, onDuplicateProperty.displayName, choice.problem);
	return isOnDuplicate(choice.value) ? choice.value : 'theHive';
}
