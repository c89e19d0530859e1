import { ApiError, attributeError, badRequest, missingAttribute, unsupportedAttribute } from '../errors.mts';
import { isList } from '../json.mts';
import type { ObservableInput, ObservableUpdate } from '../input/shapes.mts';
import type { Alert, Case, Observable, ObservableType } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { attach, storedFile } from './attachment.mts';
import type { StoredFile } from './attachment.mts';
import { cleared, detailsOf, editTags, union } from './changes.mts';
import { record, touch } from './record.mts';
import { sharedByRule } from './share.mts';
import { registerTags } from './vocabulary.mts';

/** @throws BadRequest (400) for a data type that does not exist */
export function observableType(work: Work, name: string): ObservableType {
	const type = work.store.table('observableType').firstBy('name', name);
	if (type === undefined) throw badRequest(`Observable type ${name} not found`);
	return type;
}

/** How values are compared: without case unless the type says so (5.7). */
export function comparisonKey(type: ObservableType, value: string): string {
	return `${type.name}|${type.isCaseSensitive || type.isAttachment ? value : value.toLowerCase()}`;
}

type File = Pick<StoredFile, 'name' | 'contentType' | 'size' | 'hashes' | 'id'>;
type Value = { readonly data: string } | { readonly file: File };
type Reference = string | { readonly name: string; readonly contentType: string; readonly id: string };

/** Files an `attachment` of the request stands for: uploaded parts by name, or a stored file by sha256. */
function referenced(work: Work, reference: Reference, files: readonly StoredFile[]): File[] {
	if (typeof reference !== 'string') {
		const { name, contentType, id } = reference;
		return [{ ...storedFile(work, id), name, contentType }];
	}
	const parts = files.filter(({ field, name }) => field === reference || name === reference);
	if (parts.length === 0) throw badRequest(`Attachment ${reference} is not part of the request`);
	return parts;
}

/**
 * The values one input stands for: each data, part or stored file makes one observable. A reference that leads nowhere
 * is an error in its place.
 */
function valuesOf(
	work: Work,
	type: ObservableType,
	input: ObservableInput,
	files: readonly StoredFile[],
): (Value | ApiError)[] {
	if (!type.isAttachment) {
		if (input.attachment !== undefined) {
			throw attributeError(unsupportedAttribute('attachment', `Observable of type ${type.name} takes data, not an attachment`));
		}
		if (input.data === undefined || input.data === null) throw attributeError(missingAttribute('data'));
		return (isList(input.data) ? input.data : [input.data]).map((data) => ({ data: String(data) }));
	}
	if (input.data !== undefined) {
		throw attributeError(unsupportedAttribute('data', `Observable of type ${type.name} takes an attachment, not data`));
	}
	if (input.attachment === undefined || input.attachment === null) {
		if (files.length === 0) throw attributeError(missingAttribute('attachment'));
		return files.map((file) => ({ file }));
	}
	const references: readonly Reference[] = isList(input.attachment) ? input.attachment : [input.attachment];
	return references.flatMap((reference): (Value | ApiError)[] => {
		try {
			return referenced(work, reference, files).map((file) => ({ file }));
		} catch (error) {
			if (error instanceof ApiError) return [error];
			throw error;
		}
	});
}

function createOne(
	work: Work,
	parent: Case | Alert,
	type: ObservableType,
	input: ObservableInput,
	value: Value,
): Observable {
	const table = work.store.table('observable');
	const key = comparisonKey(type, 'data' in value ? value.data : value.file.id);
	const known = table.firstBy('unique', `${parent._id}|${key}`);
	const tags = input.tags ?? [];
	if (known !== undefined) {
		// TheHive 5 merges a duplicate into the observable that is there [L].
		const merged = union(known.tags, tags);
		if (merged.length === known.tags.length) return known;
		const updated = work.update('observable', known, { tags: merged });
		record(work, 'update', updated, { tags: merged });
		return updated;
	}
	const base = work.stamp('observable');
	const attachment = 'file' in value ? attach(work, base._id, 'observable', value.file) : undefined;
	const created = work.put('observable', {
		...base,
		parentId: parent._id,
		organisationId: work.organisationId,
		sharedWith: parent.kind === 'case' ? sharedByRule(work, parent, 'observableRule') : [],
		dataType: type.name,
		data: 'data' in value ? value.data : undefined,
		message: input.message,
		startDate: work.now,
		attachmentId: attachment?._id,
		key,
		tlp: input.tlp ?? 2,
		pap: input.pap ?? 2,
		tags,
		ioc: input.ioc ?? false,
		sighted: input.sighted ?? false,
		sightedAt: input.sightedAt ?? (input.sighted === true ? work.now : undefined),
		ignoreSimilarity: input.ignoreSimilarity ?? false,
		external: false,
		reports: {},
	});
	registerTags(work, tags);
	record(work, 'create', created);
	return created;
}

export interface ObservableOutcome {
	readonly created: readonly Observable[];
	readonly failed: readonly { readonly input: ObservableInput; readonly error: ApiError }[];
}

/**
 * Adds observables to a case or alert, without touching the parent. A value that fails does not stop the others.
 * @param files the uploaded parts an `attachment` refers to
 */
export function addObservables(
	work: Work,
	parent: Case | Alert,
	inputs: readonly ObservableInput[],
	files: readonly StoredFile[],
): ObservableOutcome {
	const created = new Map<string, Observable>();
	const failed: { input: ObservableInput; error: ApiError }[] = [];
	for (const input of inputs) {
		try {
			const type = observableType(work, input.dataType);
			for (const value of valuesOf(work, type, input, files)) {
				if (value instanceof ApiError) {
					failed.push({ input, error: value });
					continue;
				}
				const observable = createOne(work, parent, type, input, value);
				created.set(observable._id, observable);
			}
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			failed.push({ input, error });
		}
	}
	return { created: [...created.values()], failed };
}

/** Adds observables and brings the parent up to date (`observableCount` of an alert). */
export function createObservables(
	work: Work,
	parent: Case | Alert,
	inputs: readonly ObservableInput[],
	files: readonly StoredFile[],
): ObservableOutcome {
	const outcome = addObservables(work, parent, inputs, files);
	const first = outcome.failed[0];
	if (outcome.created.length === 0 && first !== undefined) throw first.error;
	recount(work, parent._id);
	return outcome;
}

/** Marks the parent as changed and counts an alert's observables anew. */
export function recount(work: Work, parentId: string): void {
	const alert = work.store.table('alert').get(parentId);
	if (alert === undefined) touch(work, parentId);
	else work.update('alert', alert, { observableCount: work.store.table('observable').countBy('parent', parentId) });
}

/** Copies an observable into another parent: new id, no reports, dates of now [L]. */
export function copyObservable(work: Work, observable: Observable, parent: Case): Observable {
	const known = work.store.table('observable').firstBy('unique', `${parent._id}|${observable.key}`);
	if (known !== undefined) {
		return work.update('observable', known, { tags: union(known.tags, observable.tags) });
	}
	const base = work.stamp('observable');
	const file =
		observable.attachmentId === undefined ? undefined : work.store.table('attachment').get(observable.attachmentId);
	const copied = work.put('observable', {
		...observable,
		_updatedAt: undefined,
		_updatedBy: undefined,
		...base,
		parentId: parent._id,
		organisationId: work.organisationId,
		sharedWith: sharedByRule(work, parent, 'observableRule'),
		startDate: work.now,
		attachmentId: file === undefined ? undefined : attach(work, base._id, 'observable', file)._id,
		reports: {},
	});
	record(work, 'create', copied);
	return copied;
}

export function updateObservable(work: Work, observable: Observable, input: ObservableUpdate): Observable {
	const { tags: _tags, addTags: _add, removeTags: _remove, ...fields } = cleared(input);
	const tags = editTags(observable.tags, input);
	const changes = {
		...fields,
		...(tags === undefined ? {} : { tags }),
		...(input.sighted === true && observable.sightedAt === undefined && input.sightedAt === undefined
			? { sightedAt: work.now }
			: {}),
	};
	if (input.dataType !== undefined) {
		const type = observableType(work, input.dataType);
		const current = observableType(work, observable.dataType);
		if (type.isAttachment !== current.isAttachment) {
			throw badRequest(`Observable of type ${current.name} cannot become ${type.name}`);
		}
	}
	if (tags !== undefined) registerTags(work, tags);
	const dataType = input.dataType ?? observable.dataType;
	const key = `${dataType}${observable.key.slice(observable.dataType.length)}`;
	const updated = work.update('observable', observable, { ...changes, key });
	touch(work, observable.parentId);
	record(work, 'update', updated, detailsOf(changes));
	return updated;
}

export function deleteObservable(work: Work, observable: Observable): void {
	for (const attachment of work.store.table('attachment').by('parent', observable._id)) {
		work.remove('attachment', attachment._id);
	}
	for (const job of work.store.table('job').by('observable', observable._id)) work.remove('job', job._id);
	work.remove('observable', observable._id);
	recount(work, observable.parentId);
	record(work, 'delete', observable, { data: observable.data ?? null, dataType: observable.dataType });
}
