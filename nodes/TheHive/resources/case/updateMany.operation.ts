import { CASES } from '../../../shared/bulk/kinds';
import { updateMany } from '../../../shared/bulk/updateOperations';
import { SIMPLE_CASE } from './caseFields';
import { caseUpdateFields } from './update.operation';

export const updateManyCases = updateMany(CASES, caseUpdateFields, SIMPLE_CASE);
