import type { IExecuteFunctions, INodeExecutionData, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { isRefusal, requestError } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { tagsField } from '../../../shared/fields/record';
import { grouped } from '../../../shared/grouped';
import type { Operation } from '../../../shared/operation';
import { parentFields, parentOf } from '../../../shared/parent';
import { nodeOf, parameterOf } from '../../../shared/parameters';
import { isObject } from '../../../shared/values';
import type { Addition } from './addValues';
import { addValues, distinct, typedValues } from './addValues';
import { commonObservableFields, dataFields, refangProperty } from './observableFields';
import type { OnDuplicate } from './onDuplicate';
import { onDuplicateFrom, onDuplicateProperty } from './onDuplicate';

const OPTIONS = 'observableCreateOptions';

const options: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Gather Input Items',
			name: 'gather',
			type: 'boolean',
			default: false,
			description: 'Whether the values of all input items that go to the same case or alert with the same fields are sent together, one request for each type',
		},
		onDuplicateProperty,
		refangProperty,
	],
};

const bodyFields = [
	...dataFields,
	additionalFields('observableCreateFields', [...commonObservableFields, tagsField]),
];

function chosen(value: unknown): { gather: boolean; refang: boolean; onDuplicate: unknown } {
	const given = isObject(value) ? value : {};
	return { gather: given.gather === true, refang: given.refang !== false, onDuplicate: given.onDuplicate };
}

interface PlannedAddition extends Addition {
	onDuplicate: OnDuplicate;
}

/** What one input item adds. */
function additionOf(context: IExecuteFunctions, itemIndex: number): PlannedAddition {
	const { refang, onDuplicate } = chosen(parameterOf(context, OPTIONS, itemIndex, {}));
	const parent = parentOf(context, itemIndex);
	const { dataType, data, ...fields } = bodyOf(context, bodyFields, itemIndex);
	const values = distinct(typedValues(nodeOf(context), itemIndex, { dataType, data }, refang));
	return { parent, fields, values, onDuplicate: onDuplicateFrom(nodeOf(context), itemIndex, onDuplicate) };
}

/** Items that can go together do; each group is sent on behalf of its first item. */
function gathered(additions: PlannedAddition[]): PlannedAddition[] {
	return grouped(additions, ({ parent, fields, onDuplicate }) => JSON.stringify([parent, fields, onDuplicate])).flatMap((group) => {
		const [first] = group;
		return first ? [{ ...first, values: distinct(group.flatMap(({ values }) => values)) }] : [];
	});
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (!chosen(this.getNodeParameter(OPTIONS, 0, {})).gather) {
		return await eachItem(this, async (itemIndex) => {
			const addition = additionOf(this, itemIndex);
			return await addValues(this, addition, addition.onDuplicate);
		});
	}
	const additions = new Map<number, PlannedAddition>();
	const unfit = await eachItem(this, async (itemIndex) => {
		additions.set(itemIndex, additionOf(this, itemIndex));
		return [];
	}, false);
	const groups = new Map(gathered([...additions.values()]).map((group) => [group.values[0]?.items[0] ?? 0, group]));
	const failures = new Map<number, unknown>();
	const sent = await eachItem(this, async (itemIndex) => {
		const group = groups.get(itemIndex);
		if (!group) return [];
		try {
			return await addValues(this, group, group.onDuplicate);
		} catch (error) {
			for (const item of group.values.flatMap(({ items }) => items)) failures.set(item, error);
			return [];
		}
	}, false);
	// what failed together is tried item by item, so that each has its own answer
	const alone = await eachItem(this, async (itemIndex) => {
		const addition = additions.get(itemIndex);
		if (!addition || !failures.has(itemIndex)) return [];
		const failure = failures.get(itemIndex);
		if (!isRefusal(failure)) throw requestError(this.getNode(), failure, { method: 'POST', path: '/observable', itemIndex });
		return await addValues(this, addition, addition.onDuplicate);
	}, false);
	return [[...unfit.flat(), ...sent.flat(), ...alone.flat()]];
}

/** The routed form knows one request: values of one type. */
const sendOneType: PreSendAction = async function (request) {
	if (!isObject(request.body)) return request;
	const { refang } = chosen(this.getNodeParameter(OPTIONS, {}));
	const values = distinct(typedValues(this.getNode(), this.getItemIndex(), request.body, refang));
	const types = [...new Set(values.map(({ dataType }) => dataType))];
	if (types.length > 1) throw fieldError(this.getNode(), this.getItemIndex(), 'Data', `has values of several types (${types.join(', ')}): here all must be of one type`);
	request.body = { ...request.body, dataType: types[0], data: values.map(({ data }) => data) };
	return request;
};

export const createObservable: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create observable',
		description: 'Add one or many values to a case or an alert; their types can be detected',
		routing: {
			request: { method: 'POST', url: '/{parent}/observable' },
			send: { preSend: [sendOneType] },
		},
	},
	fields: [...parentFields, ...bodyFields, options],
	execute,
	alsoCalls: ['POST /query', 'PATCH /observable/{observableId}', 'GET /observable/{observableId}', 'POST /alert/{alertId}/observable', 'POST /case/{caseId}/observable'],
};
