import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { fieldError } from '../../../shared/fieldError';
import { alertLocator, caseLocator, logLocator, namedLocator } from '../../../shared/locators';
import { idFrom } from '../../../shared/path';
import type { TheHiveContext } from '../../../shared/request';
import { readParameter, theHiveObject } from '../../../shared/request';

/** What attachments belong to. */
export type AttachedTo = 'alert' | 'case' | 'currentUser' | 'knowledgeBase' | 'taskLog';

/** Paths with the placeholders that the pickers fill (OpenAPI: `…/attachments`, `…/attachment/{attachmentId}`). */
interface Place {
	name: string;
	description?: string;
	locator?: INodeProperties;
	/** Initial operation of a query for the record. */
	initial?: string;
	add: string;
	delete?: string;
	/** Deprecated since TheHive 5.8, and the only way in versions that know attachments by their record alone. */
	downloadBefore58?: string;
}

const PLACES: Record<AttachedTo, Place> = {
	alert: {
		name: 'Alert',
		locator: alertLocator,
		initial: 'getAlert',
		add: '/alert/{alertId}/attachments',
		delete: '/alert/{alertId}/attachment/{attachmentId}',
		downloadBefore58: '/alert/{alertId}/attachment/{attachmentId}/download',
	},
	case: {
		name: 'Case',
		locator: caseLocator,
		initial: 'getCase',
		add: '/case/{caseId}/attachments',
		delete: '/case/{caseId}/attachment/{attachmentId}',
		downloadBefore58: '/case/{caseId}/attachment/{attachmentId}/download',
	},
	currentUser: {
		name: 'Current User',
		description: 'For a while only: to be referred to by the ID of the file when something is created',
		add: '/user/current/attachments',
	},
	knowledgeBase: {
		name: 'Knowledge Base',
		description: 'Of the organisation',
		add: '/attachment',
		delete: '/attachment/{attachmentId}',
	},
	taskLog: {
		name: 'Task Log',
		locator: logLocator,
		initial: 'getLog',
		add: '/log/{logId}/attachments',
		delete: '/log/{logId}/attachments/{attachmentId}',
		downloadBefore58: '/log/{logId}/attachment/{attachmentId}/download',
	},
};

const NAMES: AttachedTo[] = ['alert', 'case', 'currentUser', 'knowledgeBase', 'taskLog'];

const choices = (places: readonly AttachedTo[]) =>
	NAMES.filter((name) => places.includes(name)).map((value) => {
		const { name, description } = PLACES[value];
		return { name, value, ...(description ? { description } : {}) };
	});

/** The pickers of those places that are one record; every form has them in this order. */
export function ownerPickers(places: readonly AttachedTo[] = NAMES): INodeProperties[] {
	return NAMES.filter((place) => places.includes(place)).flatMap((place) => {
		const { locator } = PLACES[place];
		return locator ? [{ ...locator, displayOptions: { show: { attachedTo: [place] } } }] : [];
	});
}

/** Choice of what the attachments belong to, with the picker of that record. */
export function attachedToFields(places: readonly AttachedTo[], extra: Array<{ name: string; value: string; description?: string }> = []): INodeProperties[] {
	return [
		{
			displayName: 'Attached To',
			name: 'attachedTo',
			type: 'options',
			options: [...choices(places), ...extra].sort((a, b) => a.name.localeCompare(b.name)),
			default: 'case',
			description: 'What the attachment belongs to',
		},
		...ownerPickers(places),
	];
}

/** In place of the choice, where an operation knows one kind of record only: the picker of attachments reads it. */
export function fixedPlace(place: AttachedTo): INodeProperties {
	return { displayName: 'Attached To', name: 'attachedTo', type: 'hidden', default: place };
}

/** Everything that keeps its attachments. */
export const RECORDS: readonly AttachedTo[] = ['alert', 'case', 'knowledgeBase', 'taskLog'];

export const attachmentLocator: INodeProperties = namedLocator(
	{ displayName: 'Attachment', name: 'attachmentId', description: 'The attachment, picked from those of the chosen record, or by ID' },
	'searchAttachments',
	'e.g. ~4104',
);

/**
 * The place that the form chooses.
 * @throws NodeOperationError for another: it never becomes some other record
 */
export function placeOf(context: TheHiveContext, itemIndex: number, places: readonly AttachedTo[]): Place {
	const value = readParameter(context, 'attachedTo', itemIndex, 'case');
	const chosen = places.find((place) => place === value);
	if (!chosen) throw fieldError(context.getNode(), itemIndex, 'Attached To', `cannot be '${String(value)}'. Choose one of: ${places.join(', ')}`);
	return PLACES[chosen];
}

/**
 * First operation of a query for the chosen record. What is in the knowledge base hangs on the organisation, whose name
 * TheHive tells with the current user.
 */
export async function recordQuery(context: TheHiveContext, itemIndex: number): Promise<IDataObject> {
	const { locator, initial } = placeOf(context, itemIndex, RECORDS);
	if (locator && initial !== undefined) {
		const id = idFrom(context.getNode(), itemIndex, locator.name, readParameter(context, locator.name, itemIndex, ''));
		return { _name: initial, idOrName: id };
	}
	const { organisation } = await theHiveObject(context, { method: 'GET', path: '/user/current', itemIndex });
	return { _name: 'getOrganisation', idOrName: String(organisation) };
}

/** First operations of a query for the attachments of the chosen record. */
export async function attachmentsQuery(context: TheHiveContext, itemIndex: number): Promise<IDataObject[]> {
	return [await recordQuery(context, itemIndex), { _name: 'attachments' }];
}
