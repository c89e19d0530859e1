import type { IExecuteSingleFunctions, INodeProperties, PostReceiveAction, PreSendAction } from 'n8n-workflow';
import { confirmField } from '../../../shared/bulk/fields';
import { refuseSeveral } from '../../../shared/bulk/safeguards';
import { fieldError } from '../../../shared/fieldError';
import type { Operation } from '../../../shared/operation';
import { idsFrom } from '../../../shared/path';

const shareIdsProperty: INodeProperties = {
	displayName: 'Share IDs',
	name: 'shareIds',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ~4104,~8208',
	description: 'Comma-separated IDs of shares, or a list from an expression',
};

function idsOf(context: IExecuteSingleFunctions): string[] {
	const ids = idsFrom(context.getNode(), context.getItemIndex(), shareIdsProperty.name, context.getNodeParameter(shareIdsProperty.name, ''));
	if (ids.length === 0) throw fieldError(context.getNode(), context.getItemIndex(), shareIdsProperty.displayName, 'is empty');
	return ids;
}

const sendConfirmedIds: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const ids = idsOf(this);
	refuseSeveral(this, 'shares', ids.length, this.getItemIndex());
	return { ...options, body: { ids } };
};

const eachDeleted: PostReceiveAction = async function (this: IExecuteSingleFunctions) {
	return idsOf(this).map((id) => ({ json: { deleted: true, id } }));
};

export const deleteManyShares: Operation = {
	option: {
		name: 'Delete Many',
		value: 'deleteMany',
		action: 'Delete many shares',
		description: 'Take cases back from the organisations of many shares with one request',
		routing: {
			request: { method: 'DELETE', url: '/case/shares' },
			send: { preSend: [sendConfirmedIds] },
			output: { postReceive: [eachDeleted] },
		},
	},
	fields: [shareIdsProperty, confirmField],
};
