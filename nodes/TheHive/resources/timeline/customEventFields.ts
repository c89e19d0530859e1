import { bodyField } from '../../../shared/body';
import { customEventProperties } from '../../../shared/fields/customEvents';
import { asEpochMs, textUpTo } from '../../../shared/values';

const { date, endDate, title } = customEventProperties;

/** Fields of a custom event (`InputCustomEvent`, `InputUpdateCustomEvent`). */
export const eventDateField = bodyField('date', date, asEpochMs);
export const requiredEventDateField = bodyField('date', { ...date, required: true }, asEpochMs);
export const eventTitleField = bodyField('title', title, textUpTo(128));
export const requiredEventTitleField = bodyField('title', { ...title, required: true }, textUpTo(128));
export const eventEndDateField = bodyField('endDate', endDate, asEpochMs);
