import { getByPath } from '../../../shared/getRecord';
import { patternLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { simplifyField } from '../../../shared/query/listFields';
import { SIMPLE_PATTERN } from './patternFields';

const record = getByPath('/pattern/{patternId}', SIMPLE_PATTERN);

export const getPattern: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get pattern',
		description: 'Get one technique of ATT&CK by its ID',
		routing: record.routing,
	},
	fields: [patternLocator, simplifyField],
	execute: record.execute,
};
