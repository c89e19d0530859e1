import type { Resource } from '../../shared/operation';
import { alert } from './alert';
import { caseResource } from './case';
import { observable } from './observable';

/** What the node can work on, in the order of the Resource drop-down. */
export const resources: Resource[] = [alert, caseResource, observable];
