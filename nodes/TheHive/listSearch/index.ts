import { searchAlerts } from './searchAlerts';
import { searchCaseReportTemplates } from './searchCaseReportTemplates';
import { searchCaseReports } from './searchCaseReports';
import { searchCaseTemplates } from './searchCaseTemplates';
import { searchCases } from './searchCases';
import { searchCatalogs } from './searchCatalogs';
import { searchCustomFields } from './searchCustomFields';
import { searchDashboards } from './searchDashboards';
import { searchFunctionNames } from './searchFunctionNames';
import { searchFunctions } from './searchFunctions';
import { searchObservableTypes } from './searchObservableTypes';
import { searchOrganisations } from './searchOrganisations';
import { searchPageTemplates } from './searchPageTemplates';
import { searchProfiles } from './searchProfiles';
import { searchStatuses } from './searchStatuses';
import { searchTaxonomies } from './searchTaxonomies';
import { searchUsers } from './searchUsers';

/** Searches behind the pickers, by the name their fields call them. */
export const listSearch = {
	searchAlerts,
	searchCaseReportTemplates,
	searchCaseReports,
	searchCaseTemplates,
	searchCases,
	searchCatalogs,
	searchCustomFields,
	searchDashboards,
	searchFunctionNames,
	searchFunctions,
	searchObservableTypes,
	searchOrganisations,
	searchPageTemplates,
	searchProfiles,
	searchStatuses,
	searchTaxonomies,
	searchUsers,
};
