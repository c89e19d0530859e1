import type { IDataObject, IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse, PreSendAction } from 'n8n-workflow';
import { rowsOfAnswer } from '../../../shared/answers';
import { eachItem } from '../../../shared/eachItem';
import { fieldError, fitting, UnfitValue } from '../../../shared/fieldError';
import { listQuery } from '../../../shared/query/listQuery';
import type { PagePlan } from '../../../shared/query/pages';
import { planPages, rowsOfQuery } from '../../../shared/query/pages';
import type { TheHiveContext } from '../../../shared/request';
import { readParameter, theHiveQuery, theHiveResponse } from '../../../shared/request';
import { asJson, asJsonObject, isObject } from '../../../shared/values';
import { withParameters } from './namedParameters';

/** Free text for the server's log. */
export const LABEL = 'run-query';

/** Operations behind which there are no rows to page through. */
const ENDS = /^(page|range|count\w*|limitedCount|aggregation|\w+Count)$/;

interface GivenQuery {
	query: IDataObject[];
	/** What stands beside `query` in the envelope. */
	envelope: IDataObject;
}

/** `[operation, …]` or TheHive's whole envelope `{ query: [operation, …], excludeFields, … }`. */
function parsed(value: unknown, parameters: Record<string, unknown>): GivenQuery {
	const json = withParameters(asJson(value), parameters);
	const { query, ...envelope } = isObject(json) && 'query' in json ? json : { query: json };
	const operations: unknown[] = Array.isArray(query) ? query : [];
	if (operations.length === 0) throw new UnfitValue('needs a JSON array of operations');
	const list = operations.filter(isObject);
	const wrong = operations.findIndex((operation) => !isObject(operation) || typeof operation._name !== 'string');
	if (wrong >= 0) throw new UnfitValue(`has an operation without "_name": number ${wrong + 1}`);
	return { query: list, envelope };
}

/** A last `sort` whose keys are given one by one is left to the paging, which orders all pages together. */
function splitSort(query: IDataObject[]): { query: IDataObject[]; sort?: IDataObject[] } {
	const last = query.at(-1);
	if (last?._name !== 'sort' || !Array.isArray(last._fields)) return { query };
	const keys: unknown[] = last._fields;
	const sort = keys.filter(isObject).filter((key) => Object.values(key).every((direction) => direction === 'asc' || direction === 'desc'));
	return sort.length === keys.length ? { query: query.slice(0, -1), sort } : { query };
}

/** The query of the form, to be paged as the form says unless it pages, counts or aggregates by itself. */
async function pagedQuery(context: TheHiveContext, itemIndex: number): Promise<{ body: IDataObject & { query: IDataObject[] }; plan?: PagePlan }> {
	const node = context.getNode();
	const read = (name: string) => readParameter(context, name, itemIndex, undefined);
	const parameters = fitting(() => asJsonObject(read('queryParameters')));
	if (!parameters.ok) throw fieldError(node, itemIndex, 'Parameters (JSON)', parameters.problem);
	const given = fitting(() => parsed(read('queryJson'), isObject(parameters.value) ? parameters.value : {}));
	if (!given.ok) throw fieldError(node, itemIndex, 'Query (JSON)', given.problem);
	const { query, envelope } = given.value;
	const { query: rows, sort } = splitSort(query);
	const { body, plan } = await listQuery(context, () => rows, undefined, itemIndex);
	if (query.some(({ _name }) => ENDS.test(String(_name)))) return { body: { ...envelope, ...body, query } };
	return { body: { ...envelope, ...body }, plan: { ...plan, ...(sort ? { sort } : {}) } };
}

/** preSend of the query. */
export const sendGivenQuery: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const { body, plan } = await pagedQuery(this, this.getItemIndex());
	options.body = body;
	if (plan) planPages(options, plan);
	return options;
};

/** A number, which a query that counts gives. */
function countOf(answer: unknown): number | undefined {
	const count = typeof answer === 'string' && /^\d+$/.test(answer.trim()) ? Number(answer) : answer;
	return typeof count === 'number' ? count : undefined;
}

/** postReceive: a number as `{ count }`. */
export async function countAsItem(this: IExecuteSingleFunctions, items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const count = countOf(response.body);
	return count === undefined ? items : [{ json: { count } }];
}

/** Runs the query of each item; see `recordList` for what a route could not do. */
export async function runGivenQueries(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const { body, plan } = await pagedQuery(this, itemIndex);
		const { query, ...envelope } = body;
		if (plan) {
			return await rowsOfQuery(query, plan, async (complete) => {
				const rows = await theHiveQuery(this, complete, LABEL, { itemIndex, body: envelope });
				return rows.map((json) => ({ json, pairedItem: { item: itemIndex } }));
			});
		}
		const { body: answer }: { body: unknown } = await theHiveResponse(this, { method: 'POST', path: '/query', qs: { name: LABEL }, body, itemIndex });
		const count = countOf(answer);
		return (count === undefined ? rowsOfAnswer(answer) : [{ count }]).map((json) => ({ json }));
	});
}
