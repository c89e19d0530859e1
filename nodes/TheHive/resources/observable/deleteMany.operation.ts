import { deleteMany } from '../../../shared/bulk/deleteMany';
import { OBSERVABLES } from '../../../shared/bulk/kinds';
import { SIMPLE_OBSERVABLE } from './observableFields';

export const deleteManyObservables = deleteMany(OBSERVABLES, SIMPLE_OBSERVABLE);
