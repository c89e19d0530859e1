import type { INodeProperties } from 'n8n-workflow';
import { dateField } from '../../../shared/fields/record';

export const includeInTimelineField: INodeProperties = dateField('includeInTimeline', {
	displayName: 'Show in Timeline At',
	description: 'When to show it in the timeline of the case; not shown if empty',
});

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_LOG = ['_id', 'message', 'date', 'owner', 'includeInTimeline', 'attachments', '_createdAt', '_updatedAt'] as const;
