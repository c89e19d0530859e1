/** At most ten fields: what a reviewer reads first. */
export const SIMPLE_AUDIT = ['_id', '_createdAt', '_createdBy', 'action', 'objectType', 'objectId', 'rootId', 'mainAction', 'details', 'summary'] as const;
