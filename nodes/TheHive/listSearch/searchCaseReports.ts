import { searchNamed } from './searchNamed';

/** Case reports by file name. */
export const searchCaseReports = searchNamed({ list: 'listCaseReport', label: 'pick-case-report', fields: ['filename'] });
