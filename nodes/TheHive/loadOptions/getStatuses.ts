import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { theHiveQuery } from '../../shared/request';

/** Whether the form's status is that of a case: in what is done with cases, and where an alert becomes one. */
function isOfCase(context: ILoadOptionsFunctions): boolean {
	return context.getNodeParameter('resource', 'alert') === 'case' || context.getNodeParameter('operation', '') === 'promoteToCase';
}

async function statuses(context: ILoadOptionsFunctions, stages: readonly string[]): Promise<INodePropertyOptions[]> {
	const list = isOfCase(context) ? 'listCaseStatus' : 'listAlertStatus';
	const rows = await theHiveQuery(context, [{ _name: list }], 'pick-status');
	return rows
		.filter(({ stage, hidden }) => stages.includes(String(stage)) && hidden !== true)
		.sort((a, b) => Number(a.order ?? 0) - Number(b.order ?? 0))
		.map(({ value }) => ({ name: String(value), value: String(value) }));
}

/** Statuses of the resource's records that close them. */
export async function getClosedStatuses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await statuses(this, ['Closed']);
}

/** Statuses of the resource's records that are worked on. */
export async function getOpenStatuses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await statuses(this, ['New', 'InProgress']);
}

/** All statuses that the resource's records can be given by hand. */
export async function getStatuses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await statuses(this, ['New', 'InProgress', 'Closed']);
}
