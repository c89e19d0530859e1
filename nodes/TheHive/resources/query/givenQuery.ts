import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData, IN8nHttpFullResponse, PreSendAction } from 'n8n-workflow';
import { fieldError, fitting, UnfitValue } from '../../../shared/fieldError';
import { listQuery } from '../../../shared/query/listQuery';
import { planPages } from '../../../shared/query/pages';
import { asJson, asJsonObject, isObject } from '../../../shared/values';
import { withParameters } from './namedParameters';

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

/** preSend: the query of the form, paged as the form says unless it pages, counts or aggregates by itself. */
export const sendGivenQuery: PreSendAction = async function (this: IExecuteSingleFunctions, options) {
	const node = this.getNode();
	const itemIndex = this.getItemIndex();
	const parameters = fitting(() => asJsonObject(this.getNodeParameter('queryParameters', undefined)));
	if (!parameters.ok) throw fieldError(node, itemIndex, 'Parameters (JSON)', parameters.problem);
	const given = fitting(() => parsed(this.getNodeParameter('queryJson'), isObject(parameters.value) ? parameters.value : {}));
	if (!given.ok) throw fieldError(node, itemIndex, 'Query (JSON)', given.problem);
	const { query, envelope } = given.value;
	const { query: rows, sort } = splitSort(query);
	const { body, plan } = await listQuery(this, () => rows, undefined, itemIndex);
	if (query.some(({ _name }) => ENDS.test(String(_name)))) {
		options.body = { ...envelope, ...body, query };
		return options;
	}
	options.body = { ...envelope, ...body };
	planPages(options, { ...plan, ...(sort ? { sort } : {}) });
	return options;
};

/** postReceive: a number, which a query that counts gives, as `{ count }`. */
export async function countAsItem(this: IExecuteSingleFunctions, items: INodeExecutionData[], response: IN8nHttpFullResponse): Promise<INodeExecutionData[]> {
	const answer: unknown = response.body;
	const count = typeof answer === 'string' && /^\d+$/.test(answer.trim()) ? Number(answer) : answer;
	return typeof count === 'number' ? [{ json: { count } }] : items;
}
