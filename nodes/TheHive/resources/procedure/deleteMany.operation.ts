import { deleteMany } from '../../../shared/bulk/deleteMany';
import { PROCEDURES } from '../../../shared/bulk/kinds';
import { SIMPLE_PROCEDURE } from './procedureFields';

export const deleteManyProcedures = deleteMany(PROCEDURES, SIMPLE_PROCEDURE);
