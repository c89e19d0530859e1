import type { Resource } from '../../../shared/operation';
import { changeDashboardOwner } from './changeOwner.operation';
import { createDashboard } from './create.operation';
import { deleteDashboard } from './delete.operation';
import { getDashboard } from './get.operation';
import { getManyDashboards } from './getMany.operation';
import { updateDashboard } from './update.operation';

export const dashboard: Resource = {
	name: 'Dashboard',
	value: 'dashboard',
	operations: [changeDashboardOwner, createDashboard, deleteDashboard, getDashboard, getManyDashboards, updateDashboard],
	startsWith: getManyDashboards,
};
