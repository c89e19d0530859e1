import { searchAlerts } from './searchAlerts';
import { searchCases } from './searchCases';

/** Searches behind the pickers, by the name their fields call them. */
export const listSearch = { searchAlerts, searchCases };
