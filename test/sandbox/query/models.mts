import { customFieldsOf } from './customFieldNames.mts';
import { alertFields, caseFields, observableFields } from './models.main.mts';
import { otherFields } from './models.other.mts';
import { hidden, named, optionalDate, optionalUser } from './field.mts';
import type { Field, FieldDraft, Scope } from './field.mts';
import { badRequest } from '../errors.mts';
import type { Kind } from '../store/rows.mts';

/** Kinds of result a query chain may have: rows of one kind, or of several. */
export type RowKind = Kind | 'any';

/** The fields of one kind of row, as queries and `describe` know them. */
export interface Model {
	readonly label: string;
	readonly initialQuery: string;
	readonly fields: ReadonlyMap<string, Field>;
}

const metaFields: Record<string, FieldDraft> = {
	_id: hidden({ type: 'id' }),
	_createdAt: { type: 'date' },
	_createdBy: { type: 'user' },
	_updatedAt: optionalDate,
	_updatedBy: optionalUser,
};

function model(label: string, fields: Readonly<Record<string, FieldDraft>>): Model {
	const all = Object.entries({ ...metaFields, ...fields }).toSorted(([a], [b]) => (a < b ? -1 : 1));
	const capital = label.charAt(0).toUpperCase() + label.slice(1);
	return {
		label,
		initialQuery: `list${capital}`,
		fields: new Map(all.map(([name, draft]) => [name, named(name, draft)])),
	};
}

const drafts: Readonly<Partial<Record<RowKind, Readonly<Record<string, FieldDraft>>>>> = {
	alert: alertFields,
	case: caseFields,
	observable: observableFields,
	...otherFields,
};

const models = new Map(Object.entries(drafts).map(([kind, fields]) => [kind, model(kind, fields)]));
const bare = model('any', {});

export function modelOf(kind: RowKind): Model {
	return models.get(kind) ?? bare;
}

/** The models `describe` knows, by name. */
export function describedModels(): ReadonlyMap<string, Model> {
	return models;
}

/**
 * The field a query names; `customFields.<name>` has the type of that custom field.
 * @throws BadRequest (400) for a field that does not exist [S]
 */
export function fieldOf(kind: RowKind, name: string, scope: Scope): Field {
	const { fields, label } = modelOf(kind);
	const field = fields.get(name) ?? customFieldsOf(kind, name, scope);
	if (field === undefined) throw badRequest(`Property ${name} for type ${label} not found`);
	return field;
}

