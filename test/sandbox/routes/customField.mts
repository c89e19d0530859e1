import { badRequest, createError } from '../errors.mts';
import { get, ok } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { customField, updateCustomField } from '../input/adminShapes.mts';
import type { CustomFieldValue } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** Rewrites the custom fields of everything that has this one. */
function rewrite(
	work: Work,
	name: string,
	change: (values: readonly CustomFieldValue[]) => readonly CustomFieldValue[],
): void {
	const uses = (row: { readonly customFields: readonly CustomFieldValue[] }) =>
		row.customFields.some((value) => value.name === name);
	const { store } = work;
	for (const row of store.table('alert').all()) if (uses(row)) work.put('alert', { ...row, customFields: change(row.customFields) });
	for (const row of store.table('case').all()) if (uses(row)) work.put('case', { ...row, customFields: change(row.customFields) });
	for (const row of store.table('caseTemplate').all()) {
		if (uses(row)) work.put('caseTemplate', { ...row, customFields: change(row.customFields) });
	}
}

function used(work: Work, name: string): boolean {
	const { store } = work;
	return [...store.table('alert').all(), ...store.table('case').all()].some(({ customFields }) =>
		customFields.some((value) => value.name === name && value.value !== null),
	);
}

export const customFieldRoutes: readonly Route[] = [
	get('/customField', (call) => ok([...call.store.table('customField').all()].map((field) => call.show(field))), { legacy: 'too' }),
	...simpleRoutes({
		kind: 'customField',
		path: '/customField',
		permission: 'manageCustomField',
		create: {
			shape: customField,
			make: (work, input) => {
				if (work.store.table('customField').firstBy('name', input.name) !== undefined) {
					throw createError(`CustomField ${input.name} already exist`);
				}
				return work.put('customField', {
					...work.stamp('customField'),
					name: input.name,
					displayName: input.displayName ?? input.name,
					group: input.group,
					description: input.description,
					type: input.type,
					mandatory: input.mandatory ?? false,
					options: input.options ?? [],
				});
			},
		},
		update: {
			shape: updateCustomField,
			changes: (work, field, input) => {
				const { type } = input;
				if (type !== undefined && type !== field.type) {
					rewrite(work, field.name, (values) =>
						values.map((value) => (value.name === field.name ? { ...value, type } : value)),
					);
				}
				return { ...input };
			},
		},
		remove: (work, { name }, call) => {
			if (!call.flag('force') && used(work, name)) throw badRequest(`CustomField ${name} is used`);
			rewrite(work, name, (values) => values.filter((value) => value.name !== name));
		},
	}),
];
