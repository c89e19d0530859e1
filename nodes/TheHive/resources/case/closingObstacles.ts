import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { CASES } from '../../../shared/bulk/kinds';
import { blocksOf, IDS_PER_QUERY, recordsById, withIds } from '../../../shared/bulk/readRecords';
import type { Unit } from '../../../shared/bulk/units';
import { and, eq, isIn, where } from '../../../shared/filter/conditions';
import { customFieldDefinitions } from '../../../shared/filter/typeOfField';
import { WINDOW } from '../../../shared/query/pages';
import { theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';

/** A mandatory task that is not done, in its case. */
interface OpenTask {
	id: string;
	title: string;
}

/** What TheHive's own rules on closing ask for, of many cases in few queries. */
export interface ClosingState {
	cases: Map<string, IDataObject>;
	openTasks: Map<string, OpenTask[]>;
	/** Names of the custom fields that must have a value. */
	mandatory: Set<string>;
}

/** Mandatory tasks that are neither completed nor cancelled, by case. */
async function openMandatoryTasks(context: IExecuteFunctions, ids: string[], itemIndex: number): Promise<Map<string, OpenTask[]>> {
	const open = new Map<string, OpenTask[]>();
	await Promise.all(
		blocksOf(ids, IDS_PER_QUERY).map(async (block) => {
			const rows = await theHiveQuery(
				context,
				[
					{ _name: 'listCase' },
					{ _name: 'filter', ...withIds(block) },
					{ _name: 'tasks' },
					...where(and(eq('mandatory', true), isIn('status', ['Waiting', 'InProgress']))),
					{ _name: 'page', from: 0, to: WINDOW, extraData: ['caseId'] },
				],
				'open-mandatory-tasks',
				{ itemIndex, body: { excludeFields: ['description'] } },
			);
			for (const { _id, title, extraData } of rows) {
				const caseId = isObject(extraData) ? String(extraData.caseId) : '';
				open.set(caseId, [...(open.get(caseId) ?? []), { id: String(_id), title: String(title) }]);
			}
		}),
	);
	return open;
}

/**
 * Reads what decides whether the cases can be closed.
 * @param units of one organisation
 */
export async function closingState(context: IExecuteFunctions, units: Unit[]): Promise<ClosingState> {
	const ids = [...new Set(units.map(({ id }) => id))].filter((id) => id.startsWith('~'));
	const itemIndex = units[0]?.itemIndex ?? 0;
	if (ids.length === 0) return { cases: new Map(), openTasks: new Map(), mandatory: new Set() };
	const [cases, openTasks, definitions] = await Promise.all([
		recordsById(context, CASES, ids, itemIndex),
		openMandatoryTasks(context, ids, itemIndex),
		customFieldDefinitions(context, true),
	]);
	return { cases, openTasks, mandatory: new Set(definitions.filter(({ mandatory }) => mandatory === true).map(({ name }) => String(name))) };
}

/** Mandatory custom fields that the case has without a value, and that the change does not fill either. */
function emptyFields(found: IDataObject, change: IDataObject, mandatory: ReadonlySet<string>): string[] {
	const values: unknown[] = Array.isArray(found.customFields) ? found.customFields : [];
	const filled = isObject(change.customFields) ? change.customFields : {};
	const empty = values
		.filter(isObject)
		.filter(({ name, value }) => mandatory.has(String(name)) && (value === null || value === undefined || value === ''))
		.map(({ name }) => String(name))
		.filter((name) => filled[name] === undefined || filled[name] === null);
	return [...new Set(empty)];
}

/**
 * Why TheHive would refuse to close that case, or nothing.
 * @param completing whether open mandatory tasks are completed first
 */
export function closingObstacle(context: IExecuteFunctions, state: ClosingState, unit: Unit, change: IDataObject, completing: boolean): NodeOperationError | undefined {
	const found = state.cases.get(unit.id);
	// one that is closed already only changes its verdict; of one that is not found TheHive says why
	if (!found || found.stage === 'Closed') return undefined;
	const fields = emptyFields(found, change, state.mandatory);
	const tasks = completing ? [] : (state.openTasks.get(unit.id) ?? []).map(({ title }) => title);
	const reasons = [
		...(fields.length > 0 ? [`mandatory custom fields without a value: ${fields.join(', ')}`] : []),
		...(tasks.length > 0 ? [`mandatory tasks that are not done: ${tasks.join(', ')}`] : []),
	];
	if (reasons.length === 0) return undefined;
	const message = `Case #${String(found.number)} cannot be closed yet. It has ${reasons.join('; and ')}`;
	return new NodeOperationError(context.getNode(), `${message} [item ${unit.itemIndex}]`, {
		itemIndex: unit.itemIndex,
		description: 'This case was not changed. Fill the fields here with Custom Fields, complete the tasks, or turn on Complete Mandatory Tasks.',
	});
}
