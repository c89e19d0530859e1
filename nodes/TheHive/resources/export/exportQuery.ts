import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { choiceOf } from '../../../shared/choice';
import type { SearchableEntity } from '../../../shared/filter/fieldTypes';
import { hasPresets, presetField } from '../../../shared/filter/presets';
import { listQuery } from '../../../shared/query/listQuery';

/** What TheHive can export, and the list that gives it. */
const MODELS = {
	Alert: { list: 'listAlert', entity: 'alert' },
	Case: { list: 'listCase', entity: 'case' },
	Observable: { list: 'listObservable', entity: 'observable' },
	Organisation: { list: 'listOrganisation', entity: 'organisation' },
	Procedure: { list: 'listProcedure', entity: 'procedure' },
	Task: { list: 'listTask', entity: 'task' },
	User: { list: 'listUser', entity: 'user' },
} as const satisfies Record<string, { list: string; entity: SearchableEntity }>;

type Model = keyof typeof MODELS;

function isModel(name: string): name is Model {
	return Object.hasOwn(MODELS, name);
}

const MODEL_CHOICES = [
	{ name: 'Alerts', value: 'Alert' },
	{ name: 'Cases', value: 'Case' },
	{ name: 'Observables', value: 'Observable' },
	{ name: 'Organisations', value: 'Organisation' },
	{ name: 'Procedures', value: 'Procedure' },
	{ name: 'Tasks', value: 'Task' },
	{ name: 'Users', value: 'User' },
];

/** Kind of record that filters of an export are on. */
export function exportedEntity(model: unknown): SearchableEntity | undefined {
	const name = String(model);
	return isModel(name) ? MODELS[name].entity : undefined;
}

/** Presets of those kinds of record that have some. */
export const exportPresetFields: INodeProperties[] = MODEL_CHOICES.flatMap(({ value }) => {
	const entity = exportedEntity(value);
	return entity && hasPresets(entity) ? [{ ...presetField(entity), displayOptions: { show: { exportModel: [value] } } }] : [];
});

export const exportModelField: INodeProperties = {
	displayName: 'Export',
	name: 'exportModel',
	type: 'options',
	options: MODEL_CHOICES,
	default: 'Case',
	description: 'Which records to export',
};

/**
 * What the form exports: kind of record and the query for it.
 * @throws NodeOperationError naming the field that cannot be meant
 */
export async function exportQuery(context: IExecuteFunctions, itemIndex: number): Promise<{ model: string; query: IDataObject[] }> {
	const model = choiceOf(context, exportModelField, itemIndex);
	const { list, entity } = MODELS[isModel(model) ? model : 'Case'];
	const { body, plan } = await listQuery(context, () => [{ _name: list }], entity, itemIndex);
	const sort: IDataObject[] = plan.sort.length > 0 ? [{ _name: 'sort', _fields: plan.sort }] : [];
	const page: IDataObject[] = plan.limit === undefined ? [] : [{ _name: 'page', from: 0, to: plan.limit }];
	return { model, query: [...body.query, ...sort, ...page] };
}
