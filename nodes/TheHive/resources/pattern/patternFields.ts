/** At most ten fields: what an analyst reads first. */
export const SIMPLE_PATTERN = ['_id', 'patternId', 'name', 'tactics', 'platforms', 'description', 'url', 'patternType', 'revoked', '_createdAt'] as const;
