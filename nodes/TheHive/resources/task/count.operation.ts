import { presetField } from '../../../shared/filter/presets';
import { countOperation } from '../../../shared/query/countOperation';
import { tasksWithin, withinTaskPlaces } from './tasksWithin';

export const countTasks = countOperation({ plural: 'tasks', entity: 'task', start: tasksWithin, fields: [...withinTaskPlaces, presetField('task')] });
