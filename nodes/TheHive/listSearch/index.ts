import { searchAlerts } from './searchAlerts';
import { searchAnalyzerTemplates } from './searchAnalyzerTemplates';
import { searchAnalyzers } from './searchAnalyzers';
import { searchAssignees } from './searchAssignees';
import { searchAttachments } from './searchAttachments';
import { searchCaseReportTemplates } from './searchCaseReportTemplates';
import { searchCaseReports } from './searchCaseReports';
import { searchCaseTemplates } from './searchCaseTemplates';
import { searchCases } from './searchCases';
import { searchCatalogs } from './searchCatalogs';
import { searchComments } from './searchComments';
import { searchCustomEvents } from './searchCustomEvents';
import { searchCustomFields } from './searchCustomFields';
import { searchDashboards } from './searchDashboards';
import { searchFunctionNames } from './searchFunctionNames';
import { searchFunctions } from './searchFunctions';
import { searchLogs } from './searchLogs';
import { searchObservableTypes } from './searchObservableTypes';
import { searchObservables } from './searchObservables';
import { searchOrganisations } from './searchOrganisations';
import { searchPageTemplates } from './searchPageTemplates';
import { searchPages } from './searchPages';
import { searchPatterns } from './searchPatterns';
import { searchProcedures } from './searchProcedures';
import { searchProfiles } from './searchProfiles';
import { searchResponderTargets } from './searchResponderTargets';
import { searchResponders } from './searchResponders';
import { searchShares } from './searchShares';
import { searchStatuses } from './searchStatuses';
import { searchTags } from './searchTags';
import { searchTasks } from './searchTasks';
import { searchTaxonomies } from './searchTaxonomies';
import { searchUsers } from './searchUsers';

/** Searches behind the pickers, by the name their fields call them. */
export const listSearch = {
	searchAlerts,
	searchAnalyzerTemplates,
	searchAnalyzers,
	searchAssignees,
	searchAttachments,
	searchCaseReportTemplates,
	searchCaseReports,
	searchCaseTemplates,
	searchCases,
	searchCatalogs,
	searchComments,
	searchCustomEvents,
	searchCustomFields,
	searchDashboards,
	searchFunctionNames,
	searchFunctions,
	searchLogs,
	searchObservableTypes,
	searchObservables,
	searchOrganisations,
	searchPageTemplates,
	searchPages,
	searchPatterns,
	searchProcedures,
	searchProfiles,
	searchResponderTargets,
	searchResponders,
	searchShares,
	searchStatuses,
	searchTags,
	searchTasks,
	searchTaxonomies,
	searchUsers,
};
