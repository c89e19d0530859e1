import { deleteMany } from '../../../shared/bulk/deleteMany';
import { CASES } from '../../../shared/bulk/kinds';
import { SIMPLE_CASE } from './caseFields';

export const deleteManyCases = deleteMany(CASES, SIMPLE_CASE);
