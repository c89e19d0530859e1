import type { Resource } from '../../shared/operation';
import { alert } from './alert';
import { attachment } from './attachment';
import { caseResource } from './case';
import { caseTemplate } from './caseTemplate';
import { comment } from './comment';
import { cortex } from './cortex';
import { customField } from './customField';
import { observable } from './observable';
import { observableType } from './observableType';
import { organisation } from './organisation';
import { page } from './page';
import { pageTemplate } from './pageTemplate';
import { pattern } from './pattern';
import { procedure } from './procedure';
import { profile } from './profile';
import { share } from './share';
import { status } from './status';
import { tag } from './tag';
import { task } from './task';
import { taskLog } from './taskLog';
import { timeline } from './timeline';
import { user } from './user';

/** What the node can work on, in the order of the Resource drop-down. */
export const resources: Resource[] = [
	alert,
	attachment,
	caseResource,
	caseTemplate,
	comment,
	cortex,
	customField,
	observable,
	observableType,
	organisation,
	page,
	pageTemplate,
	pattern,
	procedure,
	profile,
	share,
	status,
	tag,
	task,
	taskLog,
	timeline,
	user,
];
