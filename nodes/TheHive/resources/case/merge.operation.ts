import type { INodeProperties, PreSendAction } from 'n8n-workflow';
import { caseIdOf } from '../../../shared/caseId';
import { fieldError } from '../../../shared/fieldError';
import type { Operation } from '../../../shared/operation';
import { idsFrom } from '../../../shared/path';

const caseIdsProperty: INodeProperties = {
	displayName: 'Case IDs',
	name: 'caseIds',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ~4104,~8208',
	description: 'Comma-separated list of two or more cases to merge, or a list from an expression. TheHive deletes them once the new case holds all they had.',
};

/** A case has two names, its ID and its number: merged with itself it would be gone, replaced by a new one. */
const sendDistinct: PreSendAction = async function (options) {
	const itemIndex = this.getItemIndex();
	const named = idsFrom(this.getNode(), itemIndex, caseIdsProperty.name, this.getNodeParameter(caseIdsProperty.name, ''));
	const ids = new Set(await Promise.all(named.map(async (id) => await caseIdOf(this, id, itemIndex))));
	if (ids.size < 2) {
		throw fieldError(this.getNode(), itemIndex, caseIdsProperty.displayName, `needs two or more IDs, not ${ids.size}`, 'Nothing was merged. Name different cases: an ID and a number can be the same one.');
	}
	return { ...options, url: `/case/_merge/${[...ids].map(encodeURIComponent).join(',')}` };
};

export const mergeCases: Operation = {
	option: {
		name: 'Merge',
		value: 'merge',
		action: 'Merge cases',
		description: 'Merge two or more cases into a new one; the merged cases are deleted',
		routing: { request: { method: 'POST', url: '/case/_merge/{caseIds}' }, send: { preSend: [sendDistinct] } },
	},
	fields: [caseIdsProperty],
	alsoCalls: ['GET /case/{idOrName}'],
};
