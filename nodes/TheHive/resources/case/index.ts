import type { Resource } from '../../../shared/operation';
import { applyCaseTemplate } from './applyTemplate.operation';
import { closeCases } from './close.operation';
import { countCases } from './count.operation';
import { createCase } from './create.operation';
import { deleteCase } from './delete.operation';
import { exportCaseArchive } from './exportArchive.operation';
import { getCase } from './get.operation';
import { getManyCases } from './getMany.operation';
import { importCaseArchive } from './importArchive.operation';
import { mergeCases } from './merge.operation';
import { reopenCases } from './reopen.operation';
import { setCaseAccess } from './setAccess.operation';
import { updateCase } from './update.operation';
import { updateManyCases } from './updateMany.operation';

export const caseResource: Resource = {
	name: 'Case',
	value: 'case',
	operations: [
		applyCaseTemplate,
		closeCases,
		countCases,
		createCase,
		deleteCase,
		exportCaseArchive,
		getCase,
		getManyCases,
		importCaseArchive,
		mergeCases,
		reopenCases,
		setCaseAccess,
		updateCase,
		updateManyCases,
	],
	startsWith: getManyCases,
};
