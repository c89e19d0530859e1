import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { blocksOf } from '../../../shared/bulk/readRecords';
import { eachItem } from '../../../shared/eachItem';
import { and, isIn, where } from '../../../shared/filter/conditions';
import type { Operation } from '../../../shared/operation';
import { rowsOfQuery } from '../../../shared/query/pages';
import { theHiveQuery } from '../../../shared/request';
import { toggled } from '../../../shared/toggles';
import { isObject } from '../../../shared/values';
import type { Value } from './addValues';
import { distinct, sameValue, typedValues } from './addValues';
import { dataFields, refangProperty } from './observableFields';

const OPTIONS = 'seenBeforeOptions';

const anyTypeProperty: INodeProperties = {
	displayName: 'Any Type',
	name: 'anyType',
	type: 'boolean',
	default: false,
	description: 'Whether an observable counts whatever its type, as long as its value is the same',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		anyTypeProperty,
		{
			displayName: 'Exclude',
			name: 'exclude',
			type: 'string',
			default: '',
			placeholder: 'e.g. ~4104',
			description: 'ID of the case or alert that does not count, such as the one the value comes from',
		},
		refangProperty,
	],
};

/** Values in one query. */
const CHUNK = 100;

/** The case or alert of an observable, as `extraData.links` tells it. */
function parentOf({ extraData }: IDataObject): { kind: 'case' | 'alert'; record: IDataObject } | undefined {
	const links = isObject(extraData) && isObject(extraData.links) ? extraData.links : {};
	for (const kind of ['case', 'alert'] as const) {
		const record = links[kind];
		if (isObject(record) && record._id !== undefined) return { kind, record };
	}
	return undefined;
}

const distinctTexts = (values: unknown[]): string[] => [...new Set(values.filter((value) => typeof value === 'string'))];

/** What the observables of one value say together. */
function summary(value: Value, rows: IDataObject[]): IDataObject {
	const parents = rows.map(parentOf);
	const idsOf = (kind: 'case' | 'alert') => distinctTexts(parents.map((parent) => (parent?.kind === kind ? parent.record._id : undefined)));
	const stamps = rows.map(({ _createdAt }) => _createdAt).filter((stamp) => typeof stamp === 'number');
	const caseIds = idsOf('case');
	const alertIds = idsOf('alert');
	return {
		data: value.data,
		dataType: value.dataType,
		seen: rows.length > 0,
		count: rows.length,
		cases: caseIds.length,
		alerts: alertIds.length,
		firstSeen: stamps.length > 0 ? Math.min(...stamps) : null,
		lastSeen: stamps.length > 0 ? Math.max(...stamps) : null,
		ioc: rows.some(({ ioc }) => ioc === true),
		sighted: rows.some(({ sighted }) => sighted === true),
		tags: distinctTexts(rows.flatMap(({ tags }): unknown[] => (Array.isArray(tags) ? tags : []))),
		caseIds,
		alertIds,
		observableIds: distinctTexts(rows.map(({ _id }) => _id)),
	};
}

/** All observables, wherever they are, that have one of the values. */
async function occurrences(context: IExecuteFunctions, values: Value[], anyType: boolean, itemIndex: number): Promise<Map<string, IDataObject[]>> {
	const keyOf = (dataType: unknown, data: unknown) => sameValue(anyType ? '' : String(dataType), String(data));
	const found = new Map<string, IDataObject[]>();
	for (const block of blocksOf(values, CHUNK)) {
		const data = [...new Set(block.flatMap((value) => [value.data, value.data.toLowerCase()]))];
		const types = [...new Set(block.map(({ dataType }) => dataType))];
		const query = [{ _name: 'listObservable' }, ...where(and(isIn('data', data), ...(anyType ? [] : [isIn('dataType', types)])))];
		const rows = await rowsOfQuery(query, { sort: [], extraData: ['links'] }, async (complete) =>
			(await theHiveQuery(context, complete, 'seen-before', { itemIndex })).map((json) => ({ json })));
		for (const { json } of rows) {
			const key = keyOf(json.dataType, json.data);
			const list = found.get(key);
			if (list) list.push(json);
			else found.set(key, [json]);
		}
	}
	return found;
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const given: unknown = this.getNodeParameter(OPTIONS, itemIndex, {});
		const chosen = isObject(given) ? given : {};
		const anyType = toggled(this.getNode(), itemIndex, anyTypeProperty, chosen.anyType);
		const refang = toggled(this.getNode(), itemIndex, refangProperty, chosen.refang);
		const values = distinct(typedValues(this.getNode(), itemIndex, bodyOf(this, dataFields, itemIndex), refang));
		const found = await occurrences(this, values, anyType, itemIndex);
		const excluded = String(chosen.exclude ?? '').trim();
		return values.map((value) => {
			const rows = found.get(sameValue(anyType ? '' : value.dataType, value.data)) ?? [];
			const counting = excluded === '' ? rows : rows.filter((row) => parentOf(row)?.record._id !== excluded);
			return { json: summary(value, counting) };
		});
	});
}

export const seenBefore: Operation = {
	option: {
		name: 'Check If Seen Before',
		value: 'seenBefore',
		action: 'Check if value was seen before',
		description: 'Count the cases and alerts that have a value, with when it was first and last added and its tags',
	},
	fields: [...dataFields, options],
	execute,
	alsoCalls: ['POST /query'],
};
