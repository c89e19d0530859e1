import { locate, locateParent } from '../behaviour/access.mts';
import { cleared, detailsOf } from '../behaviour/changes.mts';
import { addProcedure, deleteProcedure, findPattern, tacticOf } from '../behaviour/procedure.mts';
import { record, touch } from '../behaviour/record.mts';
import { created, noContent, patch, post, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { ids, procedure, procedures, updateProcedure } from '../input/shapes.mts';
import type { ProcedureInput } from '../input/shapes.mts';

function add(call: Call, kind: 'alert' | 'case', inputs: readonly ProcedureInput[]) {
	return call.write((work) => {
		const parent = locateParent(work, call.param('parentId'), 'manageProcedure');
		if (parent.kind !== kind) locate(work, kind, call.param('parentId'));
		touch(work, parent._id);
		return inputs.map((input) => addProcedure(work, parent, input));
	});
}

function addRoutes(kind: 'alert' | 'case'): Route[] {
	return [
		post(`/${kind}/:parentId/procedure`, async (call) => {
			const [made] = await add(call, kind, [parseBody(procedure, call.body)]);
			return created(made === undefined ? {} : call.show(made));
		}),
		post(`/${kind}/:parentId/procedures`, async (call) => {
			const made = await add(call, kind, parseBody(procedures, call.body).procedures ?? []);
			return created(made.map((row) => call.show(row)));
		}),
	];
}

export const procedureRoutes: readonly Route[] = [
	...addRoutes('alert'),
	...addRoutes('case'),
	post('/procedure/delete/_bulk', async (call) => {
		const input = parseBody(ids, call.body);
		await call.write((work) => {
			for (const id of input.ids) deleteProcedure(work, locate(work, 'procedure', id, 'manageProcedure'));
		});
		return noContent;
	}),
	patch('/procedure/:procedureId', async (call) => {
		const changes = cleared(parseBody(updateProcedure, call.body));
		await call.write((work) => {
			const row = locate(work, 'procedure', call.param('procedureId'), 'manageProcedure');
			const pattern = findPattern(work, changes.patternId ?? row.patternId);
			const kept = pattern.tactics.includes(row.tactic) ? row.tactic : undefined;
			const updated = work.update('procedure', row, {
				...changes,
				patternId: pattern.patternId,
				patternName: pattern.name,
				tactic: tacticOf(pattern, changes.tactic ?? kept),
			});
			touch(work, row.parentId);
			record(work, 'update', updated, detailsOf(changes));
		});
		return noContent;
	}),
	remove(
		'/procedure/:procedureId',
		async (call) => {
			await call.write((work) =>
				deleteProcedure(work, locate(work, 'procedure', call.param('procedureId'), 'manageProcedure')),
			);
			return noContent;
		},
		{ body: 'none' },
	),
];
