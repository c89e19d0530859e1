import type { Resource } from '../../shared/operation';
import { alert } from './alert';
import { alertFeeder } from './alertFeeder';
import { apiRequest } from './apiRequest';
import { attachment } from './attachment';
import { audit } from './audit';
import { caseResource } from './case';
import { caseReport } from './caseReport';
import { caseReportTemplate } from './caseReportTemplate';
import { caseTemplate } from './caseTemplate';
import { catalog } from './catalog';
import { comment } from './comment';
import { cortex } from './cortex';
import { customField } from './customField';
import { dashboard } from './dashboard';
import { exportResource } from './export';
import { functionResource } from './function';
import { misp } from './misp';
import { observable } from './observable';
import { observableType } from './observableType';
import { organisation } from './organisation';
import { page } from './page';
import { pageTemplate } from './pageTemplate';
import { pattern } from './pattern';
import { platform } from './platform';
import { procedure } from './procedure';
import { profile } from './profile';
import { query } from './query';
import { share } from './share';
import { status } from './status';
import { tag } from './tag';
import { task } from './task';
import { taskLog } from './taskLog';
import { taxonomy } from './taxonomy';
import { timeline } from './timeline';
import { user } from './user';

/** What the node can work on, in the order of the Resource drop-down. */
export const resources: Resource[] = [
	alert,
	alertFeeder,
	apiRequest,
	attachment,
	audit,
	caseResource,
	caseReport,
	caseReportTemplate,
	caseTemplate,
	comment,
	cortex,
	customField,
	dashboard,
	exportResource,
	functionResource,
	misp,
	observable,
	observableType,
	organisation,
	page,
	pageTemplate,
	pattern,
	catalog,
	platform,
	procedure,
	profile,
	query,
	share,
	status,
	tag,
	task,
	taskLog,
	taxonomy,
	timeline,
	user,
];
