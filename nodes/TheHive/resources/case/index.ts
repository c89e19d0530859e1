import type { Resource } from '../../../shared/operation';
import { applyCaseTemplate } from './applyTemplate.operation';
import { changeCaseOwner } from './changeOwner.operation';
import { closeCases } from './close.operation';
import { countCases } from './count.operation';
import { createCase } from './create.operation';
import { deleteCase } from './delete.operation';
import { deleteManyCases } from './deleteMany.operation';
import { exportCaseArchive } from './exportArchive.operation';
import { findOrCreateCase } from './findOrCreate.operation';
import { getCase } from './get.operation';
import { getLinkTypes } from './getLinkTypes.operation';
import { getCaseLinks } from './getLinks.operation';
import { getManyCases } from './getMany.operation';
import { getSimilarToCase } from './getSimilar.operation';
import { importCaseArchive } from './importArchive.operation';
import { linkCaseExternally } from './linkExternal.operation';
import { linkCaseToCase } from './linkToCase.operation';
import { mergeCases } from './merge.operation';
import { mergeCaseObservables } from './mergeObservables.operation';
import { reopenCases } from './reopen.operation';
import { setCaseAccess } from './setAccess.operation';
import { unlinkCaseFromCase } from './unlinkCase.operation';
import { unlinkCaseExternally } from './unlinkExternal.operation';
import { updateCase } from './update.operation';
import { updateManyCases } from './updateMany.operation';

export const caseResource: Resource = {
	name: 'Case',
	value: 'case',
	operations: [
		applyCaseTemplate,
		changeCaseOwner,
		closeCases,
		countCases,
		createCase,
		deleteCase,
		deleteManyCases,
		exportCaseArchive,
		findOrCreateCase,
		getCase,
		getLinkTypes,
		getCaseLinks,
		getManyCases,
		getSimilarToCase,
		importCaseArchive,
		linkCaseExternally,
		linkCaseToCase,
		mergeCases,
		mergeCaseObservables,
		reopenCases,
		setCaseAccess,
		unlinkCaseFromCase,
		unlinkCaseExternally,
		updateCase,
		updateManyCases,
	],
	startsWith: getManyCases,
};
