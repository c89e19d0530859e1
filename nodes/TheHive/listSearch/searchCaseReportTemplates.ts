import { searchNamed } from './searchNamed';

/** Case report templates by title. */
export const searchCaseReportTemplates = searchNamed({
	list: 'listCaseReportTemplate',
	label: 'pick-case-report-template',
	fields: ['title', 'group'],
});
