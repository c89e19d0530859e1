/** At most ten fields: what an analyst reads first. */
export const SIMPLE_TAG = ['_id', 'namespace', 'predicate', 'value', 'description', 'colour', '_createdAt', '_createdBy'] as const;
