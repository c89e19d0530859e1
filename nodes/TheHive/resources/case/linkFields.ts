import type { INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { UnfitValue } from '../../../shared/fieldError';
import { textField } from '../../../shared/fields/typed';
import { recordLocator } from '../../../shared/locators';
import { caseIdOf } from '../../../shared/caseId';
import { idFrom } from '../../../shared/path';
import type { Converter } from '../../../shared/values';
import { isObject, textUpTo } from '../../../shared/values';

/** Kind of a link; any text may be given (`GET /case/link/types` lists those in use). */
export const linkTypeField = textField('type', 64, {
	name: 'linkType',
	displayName: 'Link Type',
	required: true,
	placeholder: 'e.g. parent',
	description: 'What the link means, such as parent, duplicate or ticket; any word',
});

/** The other end of a link; `sendLinkedCase` writes it. */
export const linkedCaseLocator = recordLocator(
	{ displayName: 'Linked Case', name: 'linkedCaseId', description: 'The other case, picked from the list, by ID or number, or by the address of its page' },
	'searchCases',
	'e.g. ~4104 or 17',
);

/** preSend: puts the other case into the body, by its ID, since links name no numbers. */
export const sendLinkedCase: PreSendAction = async function (request) {
	const named = idFrom(this.getNode(), this.getItemIndex(), 'linkedCaseId', this.getNodeParameter('linkedCaseId'));
	const caseId = await caseIdOf(this, named, this.getItemIndex());
	request.body = { ...(isObject(request.body) ? request.body : {}), caseId };
	return request;
};

const asUrl: Converter = (value) => {
	const text = textUpTo(4096)(value);
	if (typeof text === 'string' && !/^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text.trim())) throw new UnfitValue('is no URL');
	return typeof text === 'string' ? text.trim() : undefined;
};

const url: INodeProperties = {
	displayName: 'URL',
	name: 'linkUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://tickets.example.org/INC-4711',
	description: 'Address of what the case is linked with',
};
export const linkUrlField = bodyField('url', url, asUrl);
