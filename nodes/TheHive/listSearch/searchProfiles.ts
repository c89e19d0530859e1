import { searchNamed } from './searchNamed';

/** Permission profiles by name. */
export const searchProfiles = searchNamed({ list: 'listProfile', label: 'pick-profile', fields: ['name'] });
