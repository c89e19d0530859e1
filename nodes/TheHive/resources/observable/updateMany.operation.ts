import { OBSERVABLES } from '../../../shared/bulk/kinds';
import { updateMany } from '../../../shared/bulk/updateOperations';
import { SIMPLE_OBSERVABLE } from './observableFields';
import { observableUpdateFields } from './update.operation';

export const updateManyObservables = updateMany(OBSERVABLES, [observableUpdateFields], SIMPLE_OBSERVABLE);
