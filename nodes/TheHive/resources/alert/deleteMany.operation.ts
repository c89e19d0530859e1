import { deleteMany } from '../../../shared/bulk/deleteMany';
import { ALERTS } from '../../../shared/bulk/kinds';
import { SIMPLE_ALERT } from './alertFields';

export const deleteManyAlerts = deleteMany(ALERTS, SIMPLE_ALERT);
