import { getFilterFields } from './getFilterFields';

/** Drop-downs filled from TheHive, by the name their fields call them. */
export const loadOptions = { getFilterFields };
