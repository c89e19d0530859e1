import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import { dateField } from '../../../shared/fields/record';
import { asEpochMs, textUpTo } from '../../../shared/values';

/** Fields of a custom event (`InputCustomEvent`, `InputUpdateCustomEvent`). */
const dateProperty: INodeProperties = { displayName: 'Date', name: 'date', type: 'dateTime', default: '', description: 'When it happened, or began' };
const titleProperty: INodeProperties = { displayName: 'Title', name: 'title', type: 'string', default: '', placeholder: 'e.g. Mail gateway blocked the sender' };

export const eventDateField = bodyField('date', dateProperty, asEpochMs);
export const requiredEventDateField = bodyField('date', { ...dateProperty, required: true }, asEpochMs);
export const eventTitleField = bodyField('title', titleProperty, textUpTo(128));
export const requiredEventTitleField = bodyField('title', { ...titleProperty, required: true }, textUpTo(128));
export const eventEndDateField = dateField('endDate', { displayName: 'End Date', description: 'When it ended, if it lasted' });
