import { locateCase } from '../behaviour/access.mts';
import { createCase } from '../behaviour/case.mts';
import { addObservables } from '../behaviour/observable.mts';
import { record } from '../behaviour/record.mts';
import { badRequest, notFound } from '../errors.mts';
import { created, get, noContent, ok, post } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { anyText, parseBody } from '../input/attributes.mts';
import { createCase as caseShape } from '../input/shapes.mts';
import type { ObservableInput } from '../input/shapes.mts';
import { isList, isObject, parseJson, stringOf } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

/** The one MISP server that is connected. */
export const MISP_SERVER = 'misp';

const importShape = {
	caseTemplate: anyText,
	assignee: anyText,
	tasks: caseShape.tasks,
	pages: caseShape.pages,
	customFields: caseShape.customFields,
	sharingParameters: caseShape.sharingParameters,
	taskRule: anyText,
	observableRule: anyText,
};

/** MISP attribute types and the data types they become. */
const dataTypes: Readonly<Record<string, string>> = {
	'ip-src': 'ip',
	'ip-dst': 'ip',
	domain: 'domain',
	hostname: 'fqdn',
	url: 'url',
	md5: 'hash',
	sha1: 'hash',
	sha256: 'hash',
	sha512: 'hash',
	'email-src': 'mail',
	'email-dst': 'mail',
	'email-subject': 'mail-subject',
	filename: 'filename',
	regkey: 'registry',
	'user-agent': 'user-agent',
};

async function readEvent(call: Call): Promise<JsonObject> {
	const [file] = call.filesOf('file');
	if (file === undefined) throw badRequest('A file is needed');
	let json: Json;
	try {
		json = parseJson((await call.instance.files.read(file.id)).toString());
	} catch {
		throw badRequest(`${file.name} is no MISP event`);
	}
	const event = isObject(json) ? (json['Event'] ?? json) : undefined;
	if (!isObject(event)) throw badRequest(`${file.name} is no MISP event`);
	return event;
}

function observablesOf(event: JsonObject): ObservableInput[] {
	const attributes = isList(event['Attribute']) ? event['Attribute'].filter(isObject) : [];
	return attributes.flatMap(({ type, value, comment, to_ids }) => {
		const data = stringOf(value);
		if (data === undefined) return [];
		const dataType = dataTypes[stringOf(type) ?? ''] ?? 'other';
		return [{ dataType, data, message: stringOf(comment), ioc: to_ids === true, tags: [`misp:type="${stringOf(type) ?? ''}"`] }];
	});
}

export const mispRoutes: readonly Route[] = [
	get('/connector/misp/status', () =>
		ok({
			enabled: true,
			status: 'OK',
			servers: [{ name: MISP_SERVER, version: '2.5.12', status: 'OK', url: 'https://misp.example', purpose: 'ImportAndExport' }],
		}),
	),
	get('/connector/misp/_syncAlerts', () => noContent),
	post(
		'/connector/misp/export/:caseId/:mispName',
		async (call) => {
			if (call.param('mispName') !== MISP_SERVER) throw notFound(`MISP server ${call.param('mispName')} not found`);
			await call.write((work) => {
				const row = locateCase(work, call.param('caseId'));
				record(work, 'update', row, { exportedTo: MISP_SERVER });
			});
			return noContent;
		},
		{ body: 'none' },
	),
	post(
		'/connector/misp/case/import',
		async (call) => {
			const input = parseBody(importShape, call.body ?? {});
			const event = await readEvent(call);
			const row = await call.write((work) => {
				const title = stringOf(event['info']) ?? 'MISP event';
				const made = createCase(work, { ...input, title, description: `Imported from MISP event ${stringOf(event['uuid']) ?? ''}` });
				addObservables(work, made, observablesOf(event), []);
				return made;
			});
			return created(call.show(row));
		},
		{ body: 'multipart', permissions: ['manageCase/create'] },
	),
];
