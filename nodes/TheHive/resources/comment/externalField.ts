import { bodyField } from '../../../shared/body';
import { externalProperty } from '../../../shared/fields/comments';
import { asBoolean } from '../../../shared/values';

export const externalField = bodyField('external', { ...externalProperty }, asBoolean);
