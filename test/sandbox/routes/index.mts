import type { Route } from '../http/call.mts';
import { alertRoutes } from './alert.mts';
import { caseRoutes } from './case.mts';
import { commentRoutes } from './comment.mts';
import { observableRoutes } from './observable.mts';
import { organisationRoutes } from './organisation.mts';
import { platformRoutes } from './platform.mts';
import { queryRoutes } from './query.mts';
import { shareRoutes } from './share.mts';
import { streamRoutes } from './stream.mts';
import { taskRoutes } from './task.mts';
import { taskLogRoutes } from './taskLog.mts';
import { userRoutes } from './user.mts';

/** All operations that need authentication. */
export const routes: readonly Route[] = [
	...alertRoutes,
	...caseRoutes,
	...commentRoutes,
	...observableRoutes,
	...organisationRoutes,
	...platformRoutes,
	...queryRoutes,
	...shareRoutes,
	...streamRoutes,
	...taskRoutes,
	...taskLogRoutes,
	...userRoutes,
];
