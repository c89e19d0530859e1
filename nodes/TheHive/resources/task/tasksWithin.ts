import { startWithin, withinOneOf } from '../../../shared/query/within';

/** Where tasks can be looked for. */
export const withinTaskPlaces = withinOneOf(['all', 'case']);

export const tasksWithin = startWithin({ all: ['listTask'], case: ['tasks'] });
