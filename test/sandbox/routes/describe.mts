import { notFound } from '../errors.mts';
import { get, ok } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import type { JsonObject } from '../json.mts';
import type { Field } from '../query/field.mts';
import { describedModels } from '../query/models.mts';
import type { Model } from '../query/models.mts';

/** Values a status may have are those the instance has. */
function valuesOf(call: Call, model: Model, field: Field): readonly (string | number)[] {
	if (field.name !== 'status' || (model.label !== 'alert' && model.label !== 'case')) return field.values ?? [];
	const table = call.store.table(model.label === 'alert' ? 'alertStatus' : 'caseStatus');
	return [...table.all()].map(({ value }) => value).toSorted();
}

function describeField(call: Call, model: Model, field: Field): JsonObject {
	const { name, cardinality, aggregable, index, type } = field;
	const described = { name, cardinality, aggregable, indexType: index, type };
	return type === 'enumeration'
		? { ...described, values: valuesOf(call, model, field), labels: field.labels ?? [] }
		: described;
}

/** EntityDescription [D]; custom fields come with the entities that carry them. */
function describe(call: Call, model: Model): JsonObject {
	const { label, initialQuery } = model;
	const carriesFields = label === 'alert' || label === 'case' || label === 'caseTemplate';
	const custom = carriesFields ? [...call.store.table('customField').all()] : [];
	return {
		label,
		path: '',
		initialQuery,
		attributes: [
			...[...model.fields.values()].filter(({ described }) => described).map((field) => describeField(call, model, field)),
			...custom.map(({ name, type }) => ({
				name: `customFields.${name}`,
				cardinality: 'list',
				aggregable: true,
				indexType: 'standard',
				type,
			})),
		],
	};
}

export const describeRoutes: readonly Route[] = [
	get('/describe/_all', (call) =>
		ok(Object.fromEntries([...describedModels()].map(([name, model]) => [name, describe(call, model)]))),
	),
	get('/describe/:model', (call) => {
		const wanted = call.param('model');
		const model = describedModels().get(wanted) ?? [...describedModels().values()].find(({ label }) => label.toLowerCase() === wanted.toLowerCase());
		if (model === undefined) throw notFound('Model', wanted);
		return ok(describe(call, model));
	}),
];
