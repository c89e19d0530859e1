import type { Resource } from '../../../shared/operation';
import { createAlertFeeder } from './create.operation';
import { deleteAlertFeeder } from './delete.operation';
import { getManyAlertFeeders } from './getMany.operation';
import { runAlertFeeder } from './run.operation';
import { updateAlertFeeder } from './update.operation';

export const alertFeeder: Resource = {
	name: 'Alert Feeder',
	value: 'alertFeeder',
	description: 'Sources that TheHive asks for alerts itself',
	operations: [createAlertFeeder, deleteAlertFeeder, getManyAlertFeeders, runAlertFeeder, updateAlertFeeder],
	startsWith: getManyAlertFeeders,
};
