import type { INodeProperties, PreSendAction } from 'n8n-workflow';
import { choiceOf } from '../../../shared/choice';
import type { Operation } from '../../../shared/operation';
import { objectLocator, objectTypeField } from './cortexFields';

const target: INodeProperties = {
	displayName: 'For',
	name: 'respondersFor',
	type: 'options',
	options: [
		{ name: 'Any Record of the Type', value: 'type' },
		{ name: 'One Record', value: 'record', description: 'Those whose TLP and PAP limits the record meets' },
	],
	default: 'type',
	description: 'What the responders are to work on',
};

const ofType: PreSendAction = async function (request) {
	const type = choiceOf(this, objectTypeField, this.getItemIndex());
	const isForRecord = choiceOf(this, target, this.getItemIndex()) === 'record';
	return { ...request, url: isForRecord ? `/connector/cortex/responder/${type}/{objectId}` : `/connector/cortex/responders/${type}` };
};

export const getManyResponders: Operation = {
	option: {
		name: 'Get Many Responders',
		value: 'getResponders',
		action: 'Get many responders',
		description: 'List the responders that can be run on a kind of record or on one record',
		routing: {
			request: { method: 'GET', url: '/connector/cortex/responders/{objectType}' },
			send: { preSend: [ofType] },
		},
	},
	fields: [objectTypeField, target, { ...objectLocator, displayOptions: { show: { respondersFor: ['record'] } } }],
	alsoCalls: ['GET /connector/cortex/responder/{entityType}/{entityId}'],
};
