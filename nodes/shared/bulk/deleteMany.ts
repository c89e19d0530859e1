import type { IExecuteFunctions, INodeExecutionData, INodePropertyRouting, PostReceiveAction } from 'n8n-workflow';
import { fieldError } from '../fieldError';
import type { Operation } from '../operation';
import { theHiveDone } from '../request';
import { saidByAll } from '../saidByAll';
import { isOn } from '../toggles';
import { bulkDeleteOptions, bulkTargetFields, confirmField, dryRunField } from './fields';
import type { RecordKind } from './kinds';
import type { BulkWork } from './runBulk';
import { chunkSizeOf, runBulk } from './runBulk';
import { isDryRun, refuseDryRun, refuseSeveral } from './safeguards';
import { applyToOf, selectedUnits } from './units';
import { goneOf, idsOfForm, sendIds } from './updateOperations';

/** How records of that kind are deleted: many in one request where TheHive can, else each by itself. */
function deletion(context: IExecuteFunctions, kind: RecordKind): Pick<BulkWork, 'send' | 'chunkSize' | 'alreadyDone'> {
	if (kind.deletesMany) {
		return {
			send: async (ids, _change, itemIndex) => await theHiveDone(context, { method: 'POST', path: `${kind.path}/delete/_bulk`, body: { ids }, itemIndex }),
			alreadyDone: async (ids, itemIndex) => await goneOf(context, kind, ids, itemIndex),
			chunkSize: chunkSizeOf(context, 'bulkDeleteOptions'),
		};
	}
	return {
		send: async ([id], _change, itemIndex) => await theHiveDone(context, { method: 'DELETE', path: `${kind.path}/${encodeURIComponent(String(id))}`, itemIndex }),
		chunkSize: 1,
	};
}

async function run(context: IExecuteFunctions, kind: RecordKind, simple: readonly string[]): Promise<INodeExecutionData[][]> {
	const selected = await selectedUnits(context, kind);
	const dryRun = isDryRun(context);
	const count = new Set(selected.units.map(({ id }) => id)).size;
	const isConfirmed = saidByAll(context, confirmField.displayName, (itemIndex) => isOn(context, confirmField, itemIndex));
	if (!dryRun) refuseSeveral(context, kind.many, count, 0, isConfirmed);
	return await runBulk(
		context,
		selected,
		{
			kind,
			verb: 'deleted',
			changeOf: () => ({}),
			...deletion(context, kind),
			repeatable: false,
			readBack: false,
			answer: ({ id }) => ({ deleted: true, id }),
		},
		dryRun ? simple : undefined,
	);
}

/**
 * Delete Many, behind a toggle when it hits more than one record.
 * @param simple what a dry run shows of each record
 */
export function deleteMany(kind: RecordKind, simple: readonly string[]): Operation {
	const description = kind.deletesMany ? `Delete many ${kind.many} permanently with few requests` : `Delete many ${kind.many} permanently, one after the other`;
	return {
		option: { name: 'Delete Many', value: 'deleteMany', action: `Delete many ${kind.many}`, description, routing: routed(kind) },
		fields: [...bulkTargetFields(kind), confirmField, dryRunField, ...(kind.deletesMany ? [bulkDeleteOptions] : [])],
		alsoCalls: ['POST /query'],
		async execute() {
			return await run(this, kind, simple);
		},
	};
}

/** For agents that know nothing but routing: all ids of an item where one request deletes many, else the one. */
function routed(kind: RecordKind): INodePropertyRouting {
	if (kind.deletesMany) {
		return {
			request: { method: 'POST', url: `${kind.path}/delete/_bulk` },
			send: {
				preSend: [
					async function (options) {
						refuseSeveral(this, kind.many, idsOfForm(this).length, this.getItemIndex());
						return options;
					},
					sendIds(),
				],
			},
			output: { postReceive: [deletedIds] },
		};
	}
	return {
		request: { method: 'DELETE', url: `${kind.path}/{recordId}` },
		send: {
			preSend: [
				refuseDryRun,
				async function (options) {
					if (applyToOf(this, this.getItemIndex()) !== 'items') {
						throw fieldError(this.getNode(), this.getItemIndex(), 'Apply To', 'can only be the input item when this version of the AI agent calls the node');
					}
					return options;
				},
			],
		},
		output: { postReceive: [deletedIds] },
	};
}

const deletedIds: PostReceiveAction = async function () {
	return idsOfForm(this).map((id) => ({ json: { deleted: true, id } }));
};
