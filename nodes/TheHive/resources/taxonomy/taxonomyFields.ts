/** At most ten fields: what an administrator reads first. */
export const SIMPLE_TAXONOMY = ['_id', 'namespace', 'description', 'version', 'extraData', '_createdAt', '_updatedAt'] as const;
