import type { Resource } from '../../../shared/operation';
import { exportCaseToMisp } from './exportCase.operation';
import { getMispStatus } from './getStatus.operation';
import { importMispEvent } from './importEvent.operation';
import { syncMisp } from './sync.operation';

export const misp: Resource = {
	name: 'MISP',
	value: 'misp',
	operations: [exportCaseToMisp, getMispStatus, importMispEvent, syncMisp],
	startsWith: getMispStatus,
};
