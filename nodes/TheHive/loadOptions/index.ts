import { getAnalyzers } from './getAnalyzers';
import { getFileTypes } from './getFileTypes';
import { getFilterFields } from './getFilterFields';
import { getAllObservableTypes, getObservableTypes } from './getObservableTypes';
import { getClosedStatuses, getOpenStatuses, getStatuses } from './getStatuses';
import { getAlertFeeders, getMispServers, getReportFormats } from './offered';
import { getCaseTemplateNames, getOrganisationNames, getPermissions, getProfileNames } from './settingNames';
import { getTactics } from './getTactics';

/** Drop-downs filled from TheHive, by the name their fields call them. */
export const loadOptions = {
	getAlertFeeders,
	getAllObservableTypes,
	getAnalyzers,
	getCaseTemplateNames,
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
	getStatuses,
	getTactics,
};
