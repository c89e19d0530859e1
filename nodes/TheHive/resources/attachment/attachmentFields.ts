/** At most ten fields: what an analyst reads first. */
export const SIMPLE_ATTACHMENT = ['_id', 'name', 'contentType', 'size', 'hashes', 'id', 'external', '_createdAt', '_createdBy'] as const;
