import type { Route } from '../http/call.mts';
import { alertRoutes } from './alert.mts';
import { alertFeederRoutes } from './alertFeeder.mts';
import { attachmentRoutes } from './attachment.mts';
import { auditRoutes } from './audit.mts';
import { caseRoutes } from './case.mts';
import { caseArchiveRoutes } from './caseArchive.mts';
import { caseReportRoutes } from './caseReport.mts';
import { caseTemplateRoutes } from './caseTemplate.mts';
import { commentRoutes } from './comment.mts';
import { cortexRoutes } from './cortex.mts';
import { customFieldRoutes } from './customField.mts';
import { dashboardRoutes } from './dashboard.mts';
import { describeRoutes } from './describe.mts';
import { exportRoutes } from './export.mts';
import { functionRoutes } from './function.mts';
import { mispRoutes } from './misp.mts';
import { observableRoutes } from './observable.mts';
import { observableTypeRoutes } from './observableType.mts';
import { organisationRoutes } from './organisation.mts';
import { pageRoutes } from './page.mts';
import { pageTemplateRoutes } from './pageTemplate.mts';
import { patternRoutes } from './pattern.mts';
import { platformRoutes } from './platform.mts';
import { procedureRoutes } from './procedure.mts';
import { profileRoutes } from './profile.mts';
import { queryRoutes } from './query.mts';
import { settingsRoutes } from './settings.mts';
import { shareRoutes } from './share.mts';
import { statusRoutes } from './status.mts';
import { streamRoutes } from './stream.mts';
import { tagRoutes } from './tag.mts';
import { taskRoutes } from './task.mts';
import { taskLogRoutes } from './taskLog.mts';
import { timelineRoutes } from './timeline.mts';
import { userRoutes } from './user.mts';
import { viewRoutes } from './view.mts';

/** All operations that need authentication. */
export const routes: readonly Route[] = [
	...alertRoutes,
	...alertFeederRoutes,
	...attachmentRoutes,
	...auditRoutes,
	...caseRoutes,
	...caseArchiveRoutes,
	...caseReportRoutes,
	...caseTemplateRoutes,
	...commentRoutes,
	...cortexRoutes,
	...customFieldRoutes,
	...dashboardRoutes,
	...describeRoutes,
	...exportRoutes,
	...functionRoutes,
	...mispRoutes,
	...observableRoutes,
	...observableTypeRoutes,
	...organisationRoutes,
	...pageRoutes,
	...pageTemplateRoutes,
	...patternRoutes,
	...platformRoutes,
	...procedureRoutes,
	...profileRoutes,
	...queryRoutes,
	...settingsRoutes,
	...shareRoutes,
	...statusRoutes,
	...streamRoutes,
	...tagRoutes,
	...taskRoutes,
	...taskLogRoutes,
	...timelineRoutes,
	...userRoutes,
	...viewRoutes,
];
