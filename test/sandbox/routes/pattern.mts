import { locateCase } from '../behaviour/access.mts';
import { badRequest, createError } from '../errors.mts';
import { created, get, ok, post } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { locateNamed, simpleRoutes } from '../http/simple.mts';
import { parseBody, longText, required, text } from '../input/attributes.mts';
import { isList, isObject, parseJson, stringOf } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { Work } from '../store/work.mts';

const importShape = { url: text(1, 512), catalog: required(text(1, 128)), variant: text(1, 128) };
const catalog = { name: required(text(1, 128)), description: longText, variant: text(1, 128) };

function texts(value: Json | undefined): string[] {
	return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Takes one STIX attack pattern over. False for an object that is none. */
function importPattern(work: Work, catalogId: string, object: JsonObject): boolean {
	if (object['type'] !== 'attack-pattern') return false;
	const references = isList(object['external_references']) ? object['external_references'].filter(isObject) : [];
	const reference = references.find(({ source_name }) => stringOf(source_name)?.startsWith('mitre') === true);
	const patternId = stringOf(reference?.['external_id']);
	const name = stringOf(object['name']);
	if (patternId === undefined || name === undefined) return false;
	const phases = isList(object['kill_chain_phases']) ? object['kill_chain_phases'].filter(isObject) : [];
	const [parent, sub] = patternId.split('.');
	const known = work.store.table('pattern').firstBy('patternId', patternId);
	work.put('pattern', {
		...(known ?? work.stamp('pattern')),
		catalogId,
		patternId,
		name,
		description: stringOf(object['description']) ?? '',
		tactics: phases.flatMap(({ phase_name }) => stringOf(phase_name) ?? []),
		url: stringOf(reference?.['url']) ?? '',
		patternType: 'attack-pattern',
		revoked: object['revoked'] === true,
		platforms: texts(object['x_mitre_platforms']),
		dataSources: texts(object['x_mitre_data_sources']),
		detection: stringOf(object['x_mitre_detection']),
		version: stringOf(object['x_mitre_version']) ?? '1.0',
		parentPatternId: sub === undefined ? undefined : parent,
	});
	return true;
}

export const patternRoutes: readonly Route[] = [
	get('/pattern/case/:caseId', (call) => {
		const row = locateCase(call, call.param('caseId'));
		const used = new Set(call.store.table('procedure').by('parent', row._id).map(({ patternId }) => patternId));
		return ok([...used].map((id) => call.show(locateNamed(call, 'pattern', id))));
	}),
	post(
		'/pattern/import/attack',
		async (call) => {
			const input = parseBody(importShape, call.body);
			const file = call.filesOf('file')[0];
			if (file === undefined) throw badRequest('The sandbox imports from a file only: it calls no other server');
			const bundle = parseJson((await call.instance.files.read(file.id)).toString());
			const objects = isObject(bundle) && isList(bundle['objects']) ? bundle['objects'] : undefined;
			if (objects === undefined) throw badRequest('The file is no STIX bundle');
			const imported = await call.write((work) => {
				const known = work.store.table('catalog').firstBy('name', input.catalog);
				const target =
					known ?? work.put('catalog', { ...work.stamp('catalog'), name: input.catalog, variant: input.variant });
				return objects.filter((object) => isObject(object) && importPattern(work, target._id, object)).length;
			});
			return created({ imported, failed: 0 });
		},
		{ body: 'multipart', permissions: ['managePattern'] },
	),
	...simpleRoutes({
		kind: 'pattern',
		path: '/pattern',
		permission: 'managePattern',
		read: true,
		remove: (work, pattern) => {
			if (work.store.table('procedure').countBy('pattern', pattern.patternId) > 0) {
				throw badRequest(`Pattern ${pattern.patternId} is used`);
			}
		},
	}),
	...simpleRoutes({
		kind: 'catalog',
		path: '/catalog',
		permission: 'managePattern',
		create: {
			shape: catalog,
			make: (work, input) => {
				if (work.store.table('catalog').firstBy('name', input.name) !== undefined) {
					throw createError(`Catalog ${input.name} already exist`);
				}
				return work.put('catalog', { ...work.stamp('catalog'), ...input });
			},
		},
		update: { shape: { ...catalog, name: text(1, 128) } },
		remove: (work, { _id }) => {
			for (const pattern of work.store.table('pattern').by('catalog', _id)) work.remove('pattern', pattern._id);
		},
	}),
];
