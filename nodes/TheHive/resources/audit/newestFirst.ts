import type { IExecuteSingleFunctions, PreSendAction } from 'n8n-workflow';
import type { SearchableEntity } from '../../../shared/filter/fieldTypes';
import type { QueryStart } from '../../../shared/query/listQuery';
import { listQuery } from '../../../shared/query/listQuery';
import { planPages } from '../../../shared/query/pages';

/** preSend of a list of audits: newest first where the form names no order, so that a limit leaves out the oldest. */
export function sendNewestFirst(start: QueryStart, entity?: SearchableEntity): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		const { body, plan } = await listQuery(this, start, entity, this.getItemIndex());
		options.body = body;
		planPages(options, { ...plan, sort: plan.sort.length > 0 ? plan.sort : [{ _createdAt: 'desc' }] });
		return options;
	};
}
