import type { INodeProperties, PreSendAction } from 'n8n-workflow';
import { fieldError } from '../../../shared/fieldError';
import { sendShares, sharesFields } from '../../../shared/fields/shares';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { isOn } from '../../../shared/toggles';

const removeOthersProperty: INodeProperties = {
	displayName: 'Remove Others',
	name: 'removeOthers',
	type: 'boolean',
	default: false,
	description: 'Whether organisations that are not listed shall lose the case',
};

const confirmed: PreSendAction = async function (options) {
	if (isOn(this, removeOthersProperty, this.getItemIndex())) return options;
	throw fieldError(
		this.getNode(),
		this.getItemIndex(),
		removeOthersProperty.displayName,
		'is off, but Set takes the case from all organisations that are not listed',
		'Nothing was sent to TheHive. Turn it on, or use Share, which takes the case from nobody.',
	);
};

export const setShares: Operation = {
	option: {
		name: 'Set',
		value: 'set',
		action: 'Set shares of case',
		description: 'Share a case with exactly these organisations; all others lose it',
		routing: {
			request: { method: 'PUT', url: '/case/{caseId}/shares' },
			send: { preSend: [sendShares, confirmed] },
		},
	},
	fields: [caseLocator, ...sharesFields, removeOthersProperty],
};
