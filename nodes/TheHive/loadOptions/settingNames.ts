import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { theHiveList, theHiveQuery } from '../../shared/request';

/** As many as a drop-down can show; the field takes any other by expression. */
const MOST = 500;

async function names(context: ILoadOptionsFunctions, list: string, label: string): Promise<INodePropertyOptions[]> {
	const rows = await theHiveQuery(
		context,
		[{ _name: list }, { _name: 'sort', _fields: [{ name: 'asc' }] }, { _name: 'page', from: 0, to: MOST }],
		label,
	);
	return rows.map(({ name }) => ({ name: String(name), value: String(name) }));
}

/** Permission profiles, by name. */
export async function getProfileNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await names(this, 'listProfile', 'list-profile-names');
}

/** Organisations, by name. */
export async function getOrganisationNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await names(this, 'listOrganisation', 'list-organisation-names');
}

/** Permissions that a profile can give (`GET /permission`). */
export async function getPermissions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const permissions = await theHiveList(this, { method: 'GET', path: '/permission' });
	return permissions
		.map(({ name, label }) => ({ name: String(label ?? name), value: String(name), description: String(name) }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** Case templates, by name. */
export async function getCaseTemplateNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await names(this, 'listCaseTemplate', 'list-case-template-names');
}
