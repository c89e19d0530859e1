/** At most ten fields: what an analyst reads first. */
export const SIMPLE_OBSERVABLE = ['_id', 'dataType', 'data', 'attachment', 'message', 'ioc', 'sighted', 'tlpLabel', 'tags', '_createdAt'] as const;
