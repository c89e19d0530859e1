import { getAnalyzers } from './getAnalyzers';
import { getFileTypes } from './getFileTypes';
import { getFilterFields } from './getFilterFields';
import { getObservableTypes } from './getObservableTypes';
import { getClosedStatuses, getOpenStatuses } from './getStatuses';
import { getMispServers, getReportFormats } from './offered';
import { getOrganisationNames, getPermissions, getProfileNames } from './settingNames';
import { getTactics } from './getTactics';

/** Drop-downs filled from TheHive, by the name their fields call them. */
export const loadOptions = {
	getAnalyzers,
	getClosedStatuses,
	getFileTypes,
	getFilterFields,
	getMispServers,
	getObservableTypes,
	getOpenStatuses,
	getOrganisationNames,
	getPermissions,
	getProfileNames,
	getReportFormats,
	getTactics,
};
