import type { IDataObject, IExecuteFunctions, IExecuteSingleFunctions, IN8nHttpFullResponse, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { eachItem } from '../eachItem';
import { requestError } from '../errors';
import { fitting } from '../fieldError';
import { filterFields } from '../filter/filterFields';
import { filterParameter } from '../filter/filterParameter';
import type { FieldType, SearchableEntity } from '../filter/fieldTypes';
import { typedValue } from '../filter/fieldTypes';
import { typeOfFieldFor } from '../filter/typeOfField';
import { PAPS, SEVERITIES, TLPS } from '../fields/scales';
import type { Operation } from '../operation';
import type { TheHiveContext } from '../request';
import { readParameter, theHiveCount, theHiveResponse } from '../request';
import { asText, isObject } from '../values';
import { knownValues } from './knownValues';
import type { QueryStart } from './listQuery';

/** Groups that one answer holds at most. */
const MAX_GROUPS = 1000;

const SCALES: Partial<Record<FieldType, typeof SEVERITIES>> = { severity: SEVERITIES, tlp: TLPS, pap: PAPS };

const groupByField: INodeProperties = {
	displayName: 'Group By Name or ID',
	name: 'groupBy',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFilterFields' },
	default: '',
	description:
		'A field by whose values to count, at most the 1,000 most frequent; empty for one number. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** What the form of a count says for an item. */
interface CountQuery {
	/** First operations of the query and its filter. */
	query: IDataObject[];
	/** Field to group by, with its type, when one is chosen. */
	groupBy?: { field: string; type: FieldType | undefined };
}

async function countQuery(context: TheHiveContext, { start, entity }: Countable, itemIndex: number): Promise<CountQuery> {
	const read = (name: string) => readParameter(context, name, itemIndex, undefined);
	const filter = await filterParameter(context, entity, itemIndex);
	const query = [...start(read, context, itemIndex), ...(filter ? [{ _name: 'filter', ...filter }] : [])];
	const field = asText(readParameter(context, 'groupBy', itemIndex, ''));
	if (typeof field !== 'string') return { query };
	const typeOfField = await typeOfFieldFor(context, entity, { field });
	return { query, groupBy: { field, type: typeOfField(field) } };
}

/** TheHive's aggregation: an object, value → `{ count }`. */
function aggregation(field: string): IDataObject {
	return { _name: 'aggregation', _agg: 'field', _field: field, _select: [{ _agg: 'count' }], _order: ['-count'], _size: MAX_GROUPS };
}

/** A group as an item: the value in the field's type, its name on a scale, how many records have it. */
function groupOf({ field, type }: NonNullable<CountQuery['groupBy']>, key: unknown, count: number): IDataObject {
	const typed = fitting(() => typedValue(key, type));
	const value = typed.ok ? typed.value : String(key);
	const label = type && SCALES[type]?.find((entry) => entry.value === value)?.name;
	return { field, value, ...(label === undefined ? {} : { label }), count };
}

/** Groups of an aggregation's answer, the largest first. */
function groupsFrom(groupBy: NonNullable<CountQuery['groupBy']>, answer: unknown): IDataObject[] {
	const entries = Object.entries(isObject(answer) ? answer : {});
	return entries
		.map(([key, group]) => groupOf(groupBy, key, Number(isObject(group) ? group.count : group)))
		.sort((a, b) => Number(b.count) - Number(a.count));
}

/**
 * How many records have each value. One request where TheHive aggregates; it is an engine that can be off, then one count
 * for each value the field can have.
 * @throws NodeApiError with TheHive's refusal when the values of the field are not known either
 */
async function countedGroups(
	context: IExecuteFunctions,
	entity: SearchableEntity,
	{ query, groupBy }: Required<CountQuery>,
	label: string,
	itemIndex: number,
): Promise<IDataObject[]> {
	const { field, type } = groupBy;
	const request = { method: 'POST', path: '/query', itemIndex } as const;
	try {
		const { body } = await theHiveResponse(context, { ...request, qs: { name: label }, body: { query: [...query, aggregation(field)] } });
		return groupsFrom(groupBy, body);
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, request);
		const isRefused = error instanceof NodeApiError && error.httpCode === '400';
		const values = isRefused ? await knownValues(context, entity, field, type, itemIndex) : undefined;
		if (!values) throw error;
		const groups = await Promise.all(
			values.map(async (value) => {
				const condition = { _name: 'filter', _eq: { _field: field, _value: value } };
				return groupOf(groupBy, value, await theHiveCount(context, [...query, condition], label, { itemIndex }));
			}),
		);
		return groups.filter(({ count }) => Number(count) > 0).sort((a, b) => Number(b.count) - Number(a.count));
	}
}

/** Those that have no value at all, which no group holds: unassigned cases, for one. */
async function ungrouped(context: IExecuteFunctions, { query, groupBy }: Required<CountQuery>, label: string, itemIndex: number): Promise<IDataObject[]> {
	const { field } = groupBy;
	const count = await theHiveCount(context, [...query, { _name: 'filter', _not: { _has: field } }], label, { itemIndex });
	return count > 0 ? [{ field, value: null, count }] : [];
}

/** Records that can be counted. */
export interface Countable {
	/** Their name in the form, e.g. `alerts`. */
	plural: string;
	entity: SearchableEntity;
	/** First operations of the query. */
	start: QueryStart;
	/** Fields that `start` reads. */
	fields: readonly INodeProperties[];
}

/**
 * The Count of a resource: how many records meet the filters, as `{ count }`; grouped by a field an item for each value,
 * `{ field, value, count }`, with `value: null` for the records that have none.
 */
export function countOperation(countable: Countable): Operation {
	const { plural, entity, fields } = countable;
	const label = `count-${plural.replaceAll(' ', '-')}`;
	return {
		option: {
			name: 'Count',
			value: 'count',
			action: `Count ${plural}`,
			description: `Tell how many ${plural} meet the filters, in total or by the values of a field`,
			routing: {
				request: { method: 'POST', url: '/query', qs: { name: label } },
				send: {
					preSend: [
						async function (this: IExecuteSingleFunctions, options) {
							const { query, groupBy } = await countQuery(this, countable, this.getItemIndex());
							options.body = { query: [...query, groupBy ? aggregation(groupBy.field) : { _name: 'count' }] };
							return options;
						},
					],
				},
				output: {
					postReceive: [
						async function (this: IExecuteSingleFunctions, _items: INodeExecutionData[], { body }: IN8nHttpFullResponse) {
							const { groupBy } = await countQuery(this, countable, this.getItemIndex());
							return groupBy ? groupsFrom(groupBy, body).map((json) => ({ json })) : [{ json: { count: Number(body) } }];
						},
					],
				},
			},
		},
		fields: [...fields, ...filterFields, groupByField],
		async execute(this: IExecuteFunctions) {
			return await eachItem(this, async (itemIndex) => {
				const { query, groupBy } = await countQuery(this, countable, itemIndex);
				if (!groupBy) return [{ json: { count: await theHiveCount(this, query, label, { itemIndex }) } }];
				const grouped = { query, groupBy };
				const groups = await countedGroups(this, entity, grouped, label, itemIndex);
				return [...groups, ...(await ungrouped(this, grouped, label, itemIndex))].map((json) => ({ json }));
			});
		},
	};
}
