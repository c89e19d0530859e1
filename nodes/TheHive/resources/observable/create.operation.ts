import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, INodeProperties, PreSendAction } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { isRefusal } from '../../../shared/errors';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { tagsField } from '../../../shared/fields/record';
import { grouped } from '../../../shared/grouped';
import type { Operation } from '../../../shared/operation';
import { parentFields, parentOf } from '../../../shared/parent';
import { nodeOf, parameterOf } from '../../../shared/parameters';
import { toggled } from '../../../shared/toggles';
import { isObject } from '../../../shared/values';
import type { Addition, Unadded, Value } from './addValues';
import { cameTrue, distinct, itemsOf, tryValues, typedValues, withCreated } from './addValues';
import { commonObservableFields, dataFields, refangProperty } from './observableFields';
import type { OnDuplicate } from './onDuplicate';
import { onDuplicateFrom, onDuplicateProperty } from './onDuplicate';

const OPTIONS = 'observableCreateOptions';

const gatherProperty: INodeProperties = {
	displayName: 'Gather Input Items',
	name: 'gather',
	type: 'boolean',
	default: false,
	description: 'Whether the values of all input items that go to the same case or alert with the same fields are sent together, one request for each type',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		gatherProperty,
		onDuplicateProperty,
		refangProperty,
	],
};

const bodyFields = [
	...dataFields,
	additionalFields('observableCreateFields', [...commonObservableFields, tagsField]),
];

function chosen(node: INode, itemIndex: number, value: unknown): { gather: boolean; refang: boolean; onDuplicate: unknown } {
	const given = isObject(value) ? value : {};
	return {
		gather: toggled(node, itemIndex, gatherProperty, given.gather),
		refang: toggled(node, itemIndex, refangProperty, given.refang),
		onDuplicate: given.onDuplicate,
	};
}

interface PlannedAddition extends Addition {
	onDuplicate: OnDuplicate;
}

/** What one input item adds. */
function additionOf(context: IExecuteFunctions, itemIndex: number): PlannedAddition {
	const { refang, onDuplicate } = chosen(nodeOf(context), itemIndex, parameterOf(context, OPTIONS, itemIndex, {}));
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

/** Adds what one item names. A request that fails ends the node where it stops on errors; else its values are error items. */
async function added(context: IExecuteFunctions, addition: PlannedAddition): Promise<INodeExecutionData[]> {
	const tried = await tryValues(context, addition, addition.onDuplicate);
	const [failure] = tried.unadded;
	if (failure && !(context.continueOnFail() && cameTrue(tried))) throw withCreated(failure.error, tried.created);
	return itemsOf(tried, addition.values);
}

/** Sends what several items name together. What is refused together is tried item by item, so that each has its own answer. */
async function addTogether(context: IExecuteFunctions, additions: PlannedAddition[]): Promise<INodeExecutionData[]> {
	const firstItem = ({ items }: Value): number => items[0] ?? 0;
	const groups = new Map(gathered(additions).flatMap((group) => group.values.slice(0, 1).map((value) => [firstItem(value), group])));
	const alone = new Map<number, PlannedAddition>();
	const created: IDataObject[] = [];
	const send = async (addition: PlannedAddition, isTogether: boolean): Promise<INodeExecutionData[]> => {
		const tried = await tryValues(context, addition, addition.onDuplicate);
		created.push(...tried.created);
		const canBeAlone = ({ values, error }: Unadded) => isTogether && isRefusal(error) && new Set(values.map(firstItem)).size > 1;
		for (const value of tried.unadded.filter(canBeAlone).flatMap(({ values }) => values)) {
			const item = firstItem(value);
			alone.set(item, { ...addition, values: [...(alone.get(item)?.values ?? []), value] });
		}
		const unadded = tried.unadded.filter((failure) => !canBeAlone(failure));
		if (unadded[0] && !context.continueOnFail()) throw unadded[0].error;
		return itemsOf({ ...tried, unadded }, addition.values);
	};
	const sendAll = async (those: ReadonlyMap<number, PlannedAddition>, isTogether: boolean) =>
		await eachItem(context, async (itemIndex) => {
			const addition = those.get(itemIndex);
			return addition ? await send(addition, isTogether) : [];
		}, false);
	try {
		const sent = await sendAll(groups, true);
		return [...sent.flat(), ...(await sendAll(alone, false)).flat()];
	} catch (thrown) {
		throw withCreated(thrown, created);
	}
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (!chosen(this.getNode(), 0, this.getNodeParameter(OPTIONS, 0, {})).gather) return await eachItem(this, async (itemIndex) => await added(this, additionOf(this, itemIndex)));
	const additions: PlannedAddition[] = [];
	const unfit = await eachItem(this, async (itemIndex) => {
		additions.push(additionOf(this, itemIndex));
		return [];
	}, false);
	return [[...unfit.flat(), ...(await addTogether(this, additions))]];
}

/** The routed form knows one request: values of one type. */
const sendOneType: PreSendAction = async function (request) {
	if (!isObject(request.body)) return request;
	const { refang } = chosen(this.getNode(), this.getItemIndex(), this.getNodeParameter(OPTIONS, {}));
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
