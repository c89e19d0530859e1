import type { IExecuteFunctions, INodeExecutionData, INodePropertyRouting } from 'n8n-workflow';
import { fieldError } from '../fieldError';
import type { Operation } from '../operation';
import { theHiveDone } from '../request';
import { bulkDeleteOptions, bulkTargetFields, confirmField, dryRunField } from './fields';
import type { RecordKind } from './kinds';
import type { BulkWork } from './runBulk';
import { chunkSizeOf, runBulk } from './runBulk';
import { selectedUnits } from './units';
import { goneOf, sendIds, succeededIds } from './updateOperations';

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
	const dryRun = context.getNodeParameter('dryRun', 0, false) === true;
	const count = new Set(selected.units.map(({ id }) => id)).size;
	if (!dryRun && count > 1 && context.getNodeParameter('confirmSeveral', 0, false) !== true) {
		throw fieldError(
			context.getNode(),
			0,
			'Confirm Several',
			`is off, but ${count} ${kind.many} would be deleted`,
			'Nothing was deleted. Turn it on when all of them are meant; Dry Run lists them.',
		);
	}
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
			send: { preSend: [sendIds()] },
			output: { postReceive: [succeededIds] },
		};
	}
	return {
		request: { method: 'DELETE', url: `${kind.path}/{recordId}` },
		send: {
			preSend: [
				async function (options) {
					if (this.getNodeParameter('applyTo', 'items') !== 'items') {
						throw fieldError(this.getNode(), this.getItemIndex(), 'Apply To', 'can only be the input item when this version of the AI agent calls the node');
					}
					return options;
				},
			],
		},
		output: { postReceive: [succeededIds] },
	};
}
