import type { Resource } from '../../../shared/operation';
import { getExportFields } from './getFields.operation';
import { exportToFile } from './toFile.operation';

export const exportResource: Resource = {
	name: 'Export',
	value: 'export',
	description: 'Files of many records',
	operations: [exportToFile, getExportFields],
	startsWith: exportToFile,
};
