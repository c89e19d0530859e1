import { bodyField } from '../../../shared/body';
import { pageProperties } from '../../../shared/fields/pages';
import { textUpTo } from '../../../shared/values';

export const pageTitleField = bodyField('title', pageProperties.title, textUpTo(512));
export const requiredPageTitleField = bodyField('title', { ...pageProperties.title, required: true }, textUpTo(512));

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_PAGE = ['_id', 'title', 'category', 'content', 'order', '_createdAt', '_createdBy', '_updatedAt'] as const;
