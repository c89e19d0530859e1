import { getFilterFields } from './getFilterFields';
import { getObservableTypes } from './getObservableTypes';
import { getOrganisationNames, getPermissions, getProfileNames } from './settingNames';

/** Drop-downs filled from TheHive, by the name their fields call them. */
export const loadOptions = { getFilterFields, getObservableTypes, getOrganisationNames, getPermissions, getProfileNames };
