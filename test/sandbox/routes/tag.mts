import { visible } from '../behaviour/access.mts';
import { notFound } from '../errors.mts';
import { created, noContent, post, put } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes, locateNamed } from '../http/simple.mts';
import { readArchive } from '../http/archive.mts';
import { clearable, colour, flag, int, listOf, longText, nested, parseBody, required, text } from '../input/attributes.mts';
import type { Parsed } from '../input/attributes.mts';
import { isObject, parseJson } from '../json.mts';
import { ApiError, badRequest, createError } from '../errors.mts';
import type { Tag, Taxonomy } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

const updateTag = { predicate: text(1, 128), description: clearable(longText), colour };

const taxonomy = {
	namespace: required(text(1, 128)),
	description: required(longText),
	version: required(int),
	exclusive: flag,
	predicates: listOf(
		nested({ value: required(text(1, 512)), expanded: longText, exclusive: flag, description: longText, colour }),
	),
	values: listOf(
		nested({
			predicate: required(text(1, 512)),
			entry: listOf(
				nested({ value: required(text(1, 512)), expanded: longText, colour, description: longText, numerical_value: int }),
			),
		}),
	),
};

/** Gives a free tag another text everywhere the organisation uses it; undefined takes it away. */
function retag(work: Work, tag: Tag, to: string | undefined): void {
	const { store } = work;
	const change = (tags: readonly string[]) => [
		...new Set(tags.flatMap((known) => (known !== tag.predicate ? [known] : to === undefined ? [] : [to]))),
	];
	for (const row of store.table('alert').by('organisation', work.organisationId)) {
		if (row.tags.includes(tag.predicate)) work.put('alert', { ...row, tags: change(row.tags) });
	}
	for (const row of store.table('case').by('organisation', work.organisationId)) {
		if (row.tags.includes(tag.predicate)) work.put('case', { ...row, tags: change(row.tags) });
	}
	for (const row of store.table('observable').all()) {
		if (row.tags.includes(tag.predicate) && visible(work, row)) work.put('observable', { ...row, tags: change(row.tags) });
	}
}

function isFree(tag: Tag): boolean {
	return tag.namespace.startsWith('_freetags_');
}

function makeTaxonomy(work: Work, input: Parsed<typeof taxonomy>): Taxonomy {
	if (work.store.table('taxonomy').firstBy('namespace', input.namespace) !== undefined) {
		throw createError(`Taxonomy ${input.namespace} already exist`);
	}
	const { namespace, description, version } = input;
	const made = work.put('taxonomy', { ...work.stamp('taxonomy'), namespace, description, version, enabled: false });
	const tag = (predicate: string, value: string | undefined, about: { colour?: string; description?: string }) =>
		work.put('tag', {
			...work.stamp('tag'),
			ownerId: made._id,
			namespace,
			predicate,
			value,
			description: about.description,
			colour: about.colour ?? '#000000',
		});
	for (const predicate of input.predicates ?? []) {
		const entries = (input.values ?? []).find((values) => values.predicate === predicate.value)?.entry ?? [];
		if (entries.length === 0) tag(predicate.value, undefined, predicate);
		for (const entry of entries) tag(predicate.value, entry.value, entry);
	}
	return made;
}

function activation(enabled: boolean) {
	return put(
		`/taxonomy/:id/${enabled ? 'activate' : 'deactivate'}`,
		async (call) => {
			await call.write((work) => work.update('taxonomy', locateNamed(work, 'taxonomy', call.param('id'), 'manageTaxonomy'), { enabled }));
			return noContent;
		},
		{ body: 'none' },
	);
}

export const tagRoutes: readonly Route[] = [
	...simpleRoutes({
		kind: 'tag',
		path: '/tag',
		permission: 'manageTag',
		read: true,
		update: {
			shape: updateTag,
			changes: (work, tag, { predicate, description, colour: look }) => {
				if (predicate !== undefined && predicate !== tag.predicate) {
					if (!isFree(tag)) throw notFound('Tag', tag._id);
					retag(work, tag, predicate);
				}
				return {
					predicate: predicate ?? tag.predicate,
					description: description === undefined ? tag.description : (description ?? undefined),
					colour: look ?? tag.colour,
				};
			},
		},
		remove: (work, tag) => retag(work, tag, undefined),
	}),
	...simpleRoutes({
		kind: 'taxonomy',
		path: '/taxonomy',
		permission: 'manageTaxonomy',
		create: { shape: taxonomy, make: makeTaxonomy },
		read: true,
		remove: (work, { _id }) => {
			for (const tag of work.store.table('tag').by('owner', _id)) work.remove('tag', tag._id);
		},
	}),
	activation(true),
	activation(false),
	post(
		'/taxonomy/import-zip',
		async (call) => {
			const [file] = call.filesOf('file');
			if (file === undefined) throw badRequest('A file is needed');
			const imported: { namespace: string; numberOfTags: number; status: string }[] = [];
			const errors: { file: string; error: string; status: string; details: null }[] = [];
			for (const member of await readArchive(call.instance.files, file)) {
				if (!member.name.endsWith('machinetag.json')) continue;
				try {
					const json = parseJson(Buffer.from(member.bytes).toString());
					if (!isObject(json)) throw badRequest('not an object');
					const made = await call.write((work) => makeTaxonomy(work, parseBody(taxonomy, json)));
					imported.push({
						namespace: made.namespace,
						numberOfTags: call.store.table('tag').countBy('owner', made._id),
						status: 'Success',
					});
				} catch (error) {
					if (!(error instanceof ApiError) && !(error instanceof SyntaxError)) throw error;
					errors.push({ file: member.name, error: error.message, status: 'Failure', details: null });
				}
			}
			return errors.length === 0 ? created({ imported }) : { status: 207, json: { imported, errors } };
		},
		{ body: 'multipart', permissions: ['manageTaxonomy'] },
	),
];
