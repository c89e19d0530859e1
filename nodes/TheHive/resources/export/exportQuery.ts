import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { fieldError, fitting } from '../../../shared/fieldError';
import type { SearchableEntity } from '../../../shared/filter/fieldTypes';
import { listQuery } from '../../../shared/query/listQuery';
import { oneOf } from '../../../shared/values';

/** What TheHive can export, and the list that gives it. */
const MODELS: Record<string, { list: string; entity: SearchableEntity }> = {
	Alert: { list: 'listAlert', entity: 'alert' },
	Case: { list: 'listCase', entity: 'case' },
	Observable: { list: 'listObservable', entity: 'observable' },
	Organisation: { list: 'listOrganisation', entity: 'organisation' },
	Procedure: { list: 'listProcedure', entity: 'procedure' },
	Task: { list: 'listTask', entity: 'task' },
	User: { list: 'listUser', entity: 'user' },
};

export const MODEL_CHOICES = [
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
	return MODELS[String(model)]?.entity;
}

/**
 * What the form exports: kind of record and the query for it.
 * @throws NodeOperationError naming the field that cannot be meant
 */
export async function exportQuery(context: IExecuteFunctions, itemIndex: number): Promise<{ model: string; query: IDataObject[] }> {
	const model = fitting(() => oneOf(MODEL_CHOICES)(context.getNodeParameter('exportModel', itemIndex)));
	if (!model.ok) throw fieldError(context.getNode(), itemIndex, 'Export', model.problem);
	const known = MODELS[String(model.value)];
	if (!known) throw fieldError(context.getNode(), itemIndex, 'Export', 'is empty');
	const { body, plan } = await listQuery(context, () => [{ _name: known.list }], known.entity, itemIndex);
	const sort: IDataObject[] = plan.sort.length > 0 ? [{ _name: 'sort', _fields: plan.sort }] : [];
	const page: IDataObject[] = plan.limit === undefined ? [] : [{ _name: 'page', from: 0, to: plan.limit }];
	return { model: String(model.value), query: [...body.query, ...sort, ...page] };
}
