import type { Resource } from '../../shared/operation';
import { alert } from './alert';
import { attachment } from './attachment';
import { caseResource } from './case';
import { caseTemplate } from './caseTemplate';
import { customField } from './customField';
import { observable } from './observable';
import { observableType } from './observableType';
import { organisation } from './organisation';
import { pageTemplate } from './pageTemplate';
import { profile } from './profile';
import { status } from './status';
import { user } from './user';

/** What the node can work on, in the order of the Resource drop-down. */
export const resources: Resource[] = [
	alert,
	attachment,
	caseResource,
	caseTemplate,
	customField,
	observable,
	observableType,
	organisation,
	pageTemplate,
	profile,
	status,
	user,
];
