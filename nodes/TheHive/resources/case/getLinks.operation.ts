import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { simplified } from '../../../shared/answers';
import { CASES } from '../../../shared/bulk/kinds';
import { recordsById } from '../../../shared/bulk/readRecords';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { caseLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { theHiveQuery } from '../../../shared/request';
import { isOn } from '../../../shared/toggles';
import { isObject } from '../../../shared/values';
import { SIMPLE_CASE } from './caseFields';

function linksOf(value: unknown): IDataObject[] {
	return (Array.isArray(value) ? value : []).filter(isObject);
}

/** The links that were made by hand: a linked case with its type, or an address with its type. */
async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const idOrName = idParameter(this, 'caseId', itemIndex);
		const [row] = await theHiveQuery(this, [{ _name: 'getCase', idOrName }, { _name: 'page', from: 0, to: 1, extraData: ['links'] }], 'links-of-case', { itemIndex });
		if (!row) throw fieldError(this.getNode(), itemIndex, 'Case', `is '${idOrName}', which TheHive does not know`, 'It does not exist, or the user of the credential may not see it.');
		const extra = isObject(row.extraData) ? row.extraData : {};
		const links = isObject(extra.links) ? extra.links : {};
		const caseLinks = linksOf(links.caseLinks);
		const cases = await recordsById(this, CASES, caseLinks.map(({ caseId }) => String(caseId)), itemIndex);
		const simple = isOn(this, simplifyField, itemIndex);
		return [
			...caseLinks.map(({ type, caseId }) => {
				const other = cases.get(String(caseId));
				return { json: { linkType: type, ...(other ? (simple ? simplified(other, SIMPLE_CASE) : other) : { _id: caseId }) } };
			}),
			...linksOf(links.externalLinks).map(({ type, url }) => ({ json: { linkType: type, url } })),
		];
	});
}

export const getCaseLinks: Operation = {
	option: {
		name: 'Get Links',
		value: 'getLinks',
		action: 'Get links of case',
		description: 'List the cases and addresses that a case was linked with by hand',
	},
	fields: [caseLocator, simplifyField],
	execute,
	alsoCalls: ['POST /query'],
};
