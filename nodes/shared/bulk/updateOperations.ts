import type { IDataObject, IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData, INodeProperties, PostReceiveAction, PreSendAction } from 'n8n-workflow';
import { returnRecordField } from '../answers';
import { bodyOf } from '../body';
import { sendUpdate, updateBody } from '../clearFields';
import { fieldError, fitting } from '../fieldError';
import type { Operation, ProgrammaticOperation } from '../operation';
import { idFrom, idsFrom } from '../path';
import { theHiveDone } from '../request';
import { isOn, toggled } from '../toggles';
import { isObject } from '../values';
import { bulkOptions, bulkTargetFields, CHUNK_SIZE, dryRunField, returnRecordsOption } from './fields';
import type { RecordKind } from './kinds';
import { recordsById } from './readRecords';
import type { BulkWork } from './runBulk';
import { chunkSizeOf, runBulk } from './runBulk';
import { isDryRun, refuseDryRun } from './safeguards';
import type { Unit } from './units';
import { applyToOf, selectedUnits, unitsOfItems } from './units';

/** What TheHive answers with an empty 204 leaves the id to go on with. */
export function succeededUnit({ id, record }: Unit): IDataObject {
	return record ?? { success: true, _id: id };
}

/**
 * What an item's form wants changed, as the body of `PATCH /<kind>/<id>`.
 * @throws NodeOperationError naming field and item
 */
export function changeFrom(context: IExecuteFunctions, fields: INodeProperties[], itemIndex: number): IDataObject {
	const given = bodyOf(context, fields, itemIndex);
	const body = fitting(() => updateBody(given));
	if (!body.ok) throw fieldError(context.getNode(), itemIndex, 'Update Fields', body.problem);
	return body.value;
}

/** Sends a change: to one record by its own path, to several as `PATCH /<kind>/_bulk`. */
export function sendChange(context: IExecuteFunctions, kind: RecordKind): BulkWork['send'] {
	return async (ids, change, itemIndex) => {
		const [only] = ids;
		if (ids.length === 1 && only !== undefined) {
			await theHiveDone(context, { method: 'PATCH', path: `${kind.path}/${encodeURIComponent(only)}`, body: change, itemIndex });
		} else {
			await theHiveDone(context, { method: 'PATCH', path: `${kind.path}/_bulk`, body: { ids, ...change }, itemIndex });
		}
	};
}

/** Whether the records shall be read back, by the options of the form. */
function wantsRecords(context: IExecuteFunctions): boolean {
	const options: unknown = context.getNodeParameter('bulkOptions', 0, {});
	return toggled(context.getNode(), 0, returnRecordsOption, isObject(options) ? options.returnRecords : undefined);
}

/** What of a … Many operation the form does not say. */
export type ManyWork = Pick<BulkWork, 'verb' | 'changeOf'> & Partial<BulkWork>;

/**
 * Runs an operation whose form has the fields of Apply To, Dry Run and the bulk options.
 * @param simple what a dry run shows of each record
 * @param work a change sent as `PATCH`, unless it says otherwise
 */
export async function runMany(context: IExecuteFunctions, kind: RecordKind, simple: readonly string[], work: ManyWork): Promise<INodeExecutionData[][]> {
	const selected = await selectedUnits(context, kind);
	const dryRun = isDryRun(context);
	return await runBulk(
		context,
		selected,
		{
			kind,
			send: sendChange(context, kind),
			chunkSize: work.chunkSize ?? chunkSizeOf(context, 'bulkOptions'),
			repeatable: true,
			readBack: wantsRecords(context),
			answer: succeededUnit,
			...work,
		},
		dryRun ? simple : undefined,
	);
}

/** The ids of a routed … Many operation; a filter needs the operation as a whole. */
export function idsOfForm(context: IExecuteSingleFunctions): string[] {
	const itemIndex = context.getItemIndex();
	const applyTo = applyToOf(context, itemIndex);
	if (applyTo === 'filter') {
		throw fieldError(context.getNode(), itemIndex, 'Apply To', 'cannot be a filter when this version of the AI agent calls the node', 'Nothing was sent to TheHive. Give the IDs as a list.');
	}
	if (applyTo === 'list') return idsFrom(context.getNode(), itemIndex, 'recordIds', context.getNodeParameter('recordIds', ''));
	return [idFrom(context.getNode(), itemIndex, 'recordId', context.getNodeParameter('recordId', ''))];
}

/**
 * preSend for agents that know nothing but routing: the ids of one item go into the body.
 * @param key under which the endpoint takes them
 */
export function sendIds(key = 'ids'): PreSendAction {
	return async function (this: IExecuteSingleFunctions, options) {
		await refuseDryRun.call(this, options);
		const ids = idsOfForm(this);
		if (ids.length === 0) throw fieldError(this.getNode(), this.getItemIndex(), 'Record IDs', 'is empty');
		options.body = { ...(isObject(options.body) ? options.body : {}), [key]: ids };
		return options;
	};
}

/** Answer of a routed … Many operation: one item for each id. */
export const succeededIds: PostReceiveAction = async function (this: IExecuteSingleFunctions) {
	return idsOfForm(this).map((id) => ({ json: { success: true, _id: id } }));
};

/**
 * Update Many: the same changes for many records, with the fields that Update has.
 * @param fields the changes
 * @param simple what a dry run shows of each record
 */
export function updateMany(kind: RecordKind, fields: INodeProperties[], simple: readonly string[]): Operation {
	return {
		option: {
			name: 'Update Many',
			value: 'updateMany',
			action: `Update many ${kind.many}`,
			description: `Change fields of many ${kind.many} with few requests`,
			routing: {
				request: { method: 'PATCH', url: `${kind.path}/_bulk` },
				send: { preSend: [sendUpdate, sendIds()] },
				output: { postReceive: [succeededIds] },
			},
		},
		fields: [...bulkTargetFields(kind), ...fields, dryRunField, bulkOptions],
		alsoCalls: ['POST /query', `PATCH ${kind.path}/{id}`, `GET ${kind.path}/{id}`],
		async execute() {
			return await runMany(this, kind, simple, {
				verb: 'updated',
				changeOf: (itemIndex) => changeFrom(this, fields, itemIndex),
			});
		},
	};
}

/**
 * Update of single records, as n8n hands them over: items that want the same change meet in one request, and all
 * records are read back together; each item's result looks as if it had been sent alone.
 * @param idParameter picker of the record
 * @param fields the changes
 */
export function updateTogether(kind: RecordKind, idParameter: string, fields: INodeProperties[]): ProgrammaticOperation {
	return async function (this: IExecuteFunctions) {
		return await runBulk(this, await unitsOfItems(this, idParameter), {
			kind,
			verb: 'updated',
			changeOf: (itemIndex) => changeFrom(this, fields, itemIndex),
			send: sendChange(this, kind),
			chunkSize: CHUNK_SIZE,
			repeatable: true,
			readBack: isOn(this, returnRecordField, 0),
			answer: succeededUnit,
		});
	};
}

/**
 * Which of these do not exist any more: where the answer to a deletion was lost, they were deleted by it.
 */
export async function goneOf(context: IExecuteFunctions, kind: RecordKind, ids: string[], itemIndex: number): Promise<ReadonlySet<string>> {
	const left = await recordsById(context, kind, ids, itemIndex);
	return new Set(ids.filter((id) => !left.has(id)));
}
