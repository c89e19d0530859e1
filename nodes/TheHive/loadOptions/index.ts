import { getFilterFields } from './getFilterFields';
import { getObservableTypes } from './getObservableTypes';
import { getOrganisationNames, getPermissions, getProfileNames } from './settingNames';
import { getClosedStatuses, getOpenStatuses } from './getStatuses';

/** Drop-downs filled from TheHive, by the name their fields call them. */
export const loadOptions = { getClosedStatuses, getOpenStatuses, getFilterFields, getObservableTypes, getOrganisationNames, getPermissions, getProfileNames };
