/** At most ten fields: what an administrator reads first. */
export const SIMPLE_PAGE_TEMPLATE = ['_id', 'title', 'category', 'order', 'content', '_createdAt', '_createdBy', '_updatedAt'] as const;
