import { ALERTS } from '../../../shared/bulk/kinds';
import { updateMany } from '../../../shared/bulk/updateOperations';
import { SIMPLE_ALERT } from './alertFields';
import { alertUpdateFields } from './update.operation';

export const updateManyAlerts = updateMany(ALERTS, alertUpdateFields, SIMPLE_ALERT);
