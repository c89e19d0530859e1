import { searchNamed } from './searchNamed';

/** Dashboards by title. */
export const searchDashboards = searchNamed({ list: 'listDashboard', label: 'pick-dashboard', fields: ['title', 'group'] });
