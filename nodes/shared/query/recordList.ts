import type { IDataObject, INodePropertyRouting } from 'n8n-workflow';
import { isSimplified, simplify, simplifiedRow } from '../answers';
import { eachItem } from '../eachItem';
import type { SearchableEntity } from '../filter/fieldTypes';
import type { ProgrammaticOperation } from '../operation';
import type { TheHiveContext } from '../request';
import { theHiveQuery } from '../request';
import type { QueryStart } from './listQuery';
import { listQuery } from './listQuery';
import { planPages, rowsOfQuery } from './pages';

/** A list of records behind the form of Get Many. */
export interface RecordList {
	/** Free text for the server's log: `get-many-alerts`. */
	label: string;
	/** First operations of the query. */
	start: QueryStart;
	/** Kind of its rows, by which filter values get their types. */
	entity?: SearchableEntity;
	/** Fields that Simplify keeps; absent where the form has no Simplify. */
	simple?: readonly string[];
	/** Order where the form names none. */
	order?: IDataObject[];
}

async function planned(context: TheHiveContext, { start, entity, order = [] }: RecordList, itemIndex: number): ReturnType<typeof listQuery> {
	const { body, plan } = await listQuery(context, start, entity, itemIndex);
	return { body, plan: { ...plan, sort: plan.sort.length > 0 ? plan.sort : order } };
}

/**
 * A Get Many of records that can be very many. Its `execute` hands each page over as it comes: n8n's routing keeps the
 * rows twice, and passes them on as the arguments of one call, which ends at some 120,000 of them with an overflow of the stack.
 */
export function recordList(list: RecordList): { routing: INodePropertyRouting; execute: ProgrammaticOperation } {
	return {
		routing: {
			request: { method: 'POST', url: '/query', qs: { name: list.label } },
			send: {
				preSend: [
					async function (options) {
						const { body, plan } = await planned(this, list, this.getItemIndex());
						options.body = body;
						planPages(options, plan);
						return options;
					},
				],
			},
			...(list.simple ? { output: { postReceive: [simplify(list.simple)] } } : {}),
		},
		async execute() {
			return await eachItem(this, async (itemIndex) => {
				const { body, plan } = await planned(this, list, itemIndex);
				const { simple } = list;
				const isSimple = simple !== undefined && isSimplified(this, itemIndex);
				const pairedItem = { item: itemIndex };
				const { query, ...envelope } = body;
				return await rowsOfQuery(query, plan, async (complete) => {
					const rows = await theHiveQuery(this, complete, list.label, { itemIndex, body: envelope });
					return rows.map((row) => ({ json: isSimple ? simplifiedRow(row, simple) : row, pairedItem }));
				});
			});
		},
	};
}
