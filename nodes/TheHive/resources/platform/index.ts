import type { Resource } from '../../../shared/operation';
import { activateLicense } from './activateLicense.operation';
import { addLicense } from './addLicense.operation';
import { cancelIntegrityCheck } from './cancelCheck.operation';
import { describeAllModels } from './describeAll.operation';
import { describeModel } from './describeModel.operation';
import { getCheckStatistics } from './getCheckStatistics.operation';
import { getIndexStatus } from './getIndexStatus.operation';
import { getLicense } from './getLicense.operation';
import { getLicenseChallenge } from './getLicenseChallenge.operation';
import { getManyLicenses } from './getLicenses.operation';
import { getPasswordPolicy } from './getPasswordPolicy.operation';
import { getPublicStatus } from './getPublicStatus.operation';
import { getPlatformStatistics } from './getStatistics.operation';
import { getPlatformStatus } from './getStatus.operation';
import { reindex } from './reindex.operation';
import { runAllIntegrityChecks } from './runAllChecks.operation';
import { runIntegrityCheck } from './runCheck.operation';

export const platform: Resource = {
	name: 'Platform',
	value: 'platform',
	description: 'TheHive itself: status, models, license, checks',
	operations: [
		activateLicense,
		addLicense,
		cancelIntegrityCheck,
		describeAllModels,
		describeModel,
		getCheckStatistics,
		getIndexStatus,
		getLicense,
		getLicenseChallenge,
		getManyLicenses,
		getPasswordPolicy,
		getPublicStatus,
		getPlatformStatistics,
		getPlatformStatus,
		reindex,
		runAllIntegrityChecks,
		runIntegrityCheck,
	],
	startsWith: getPlatformStatus,
};
