import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { theHiveList, theHiveObject } from '../../shared/request';
import { isObject } from '../../shared/values';

/** Formats of case reports (`GET /caseReport/formats`). */
export async function getReportFormats(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { formats } = await theHiveObject(this, { method: 'GET', path: '/caseReport/formats' });
	const list: unknown[] = Array.isArray(formats) ? formats : [];
	return list.map((format) => ({ name: String(format), value: String(format) })).sort((a, b) => a.name.localeCompare(b.name));
}

/** MISP servers that TheHive is connected to (`GET /connector/misp/status`). */
export async function getMispServers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { servers } = await theHiveObject(this, { method: 'GET', path: '/connector/misp/status' });
	const list: unknown[] = Array.isArray(servers) ? servers : [];
	return list.filter(isObject).map(({ name, url }) => ({
		name: String(name),
		value: String(name),
		...(typeof url === 'string' ? { description: url } : {}),
	}));
}

/** Alert feeders, by name (`GET /connector/alert-feeder`). */
export async function getAlertFeeders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const feeders = await theHiveList(this, { method: 'GET', path: '/connector/alert-feeder' });
	return feeders
		.map(({ name, enabled }) => ({ name: enabled === false ? `${String(name)} (Disabled)` : String(name), value: String(name) }))
		.sort((a, b) => a.name.localeCompare(b.name));
}
