import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { fieldError } from '../fieldError';
import type { Operation } from '../operation';
import { theHiveDone } from '../request';
import { bulkDeleteOptions, bulkTargetFields, confirmField, dryRunField } from './fields';
import type { RecordKind } from './kinds';
import { chunkSizeOf, runBulk } from './runBulk';
import { selectedUnits } from './units';
import { goneOf, sendIds, succeededIds } from './updateOperations';

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
			send: async (ids, _change, itemIndex) => await theHiveDone(context, { method: 'POST', path: `${kind.path}/delete/_bulk`, body: { ids }, itemIndex }),
			alreadyDone: async (ids, itemIndex) => await goneOf(context, kind, ids, itemIndex),
			chunkSize: chunkSizeOf(context, 'bulkDeleteOptions'),
			repeatable: false,
			readBack: false,
			answer: ({ id }) => ({ deleted: true, id }),
		},
		dryRun ? simple : undefined,
	);
}

/**
 * Delete Many (`POST /<kind>/delete/_bulk`), behind a toggle when it hits more than one record.
 * @param simple what a dry run shows of each record
 */
export function deleteMany(kind: RecordKind, simple: readonly string[]): Operation {
	return {
		option: {
			name: 'Delete Many',
			value: 'deleteMany',
			action: `Delete many ${kind.many}`,
			description: `Delete many ${kind.many} permanently with few requests`,
			routing: {
				request: { method: 'POST', url: `${kind.path}/delete/_bulk` },
				send: { preSend: [sendIds()] },
				output: { postReceive: [succeededIds] },
			},
		},
		fields: [...bulkTargetFields(kind), confirmField, dryRunField, bulkDeleteOptions],
		alsoCalls: ['POST /query'],
		async execute() {
			return await run(this, kind, simple);
		},
	};
}
