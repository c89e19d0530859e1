import { locate } from '../behaviour/access.mts';
import { entityType } from '../behaviour/cortex.mts';
import { invoke } from '../behaviour/function.mts';
import type { Invocation } from '../behaviour/function.mts';
import { badRequest, createError } from '../errors.mts';
import { get, ok, post } from '../http/call.mts';
import type { Answer, Call, Route } from '../http/call.mts';
import { locateNamed, simpleRoutes } from '../http/simple.mts';
import { anything, choice, clearable, listOf, longText, object, parseBody, required, text } from '../input/attributes.mts';
import type { Json } from '../json.mts';

const mode = choice('Enabled', 'Disabled', 'DryRun');
const types = listOf(choice('api', 'notification', 'action:case', 'action:alert', 'feeder:alert'));
const createShape = {
	name: required(text(1, 128)),
	mode,
	definition: required(longText),
	description: longText,
	config: object,
	types,
};
const updateShape = { mode, definition: longText, description: clearable(longText), config: object, types };
const testShape = { name: text(1, 128), definition: required(longText), config: object, input: clearable(anything) };

function shown({ result, durationMillis, stdout, stderr }: Invocation): Answer {
	return ok({ result, durationMillis, stdout, stderr });
}

/** Runs a stored function and notes how it went. */
async function run(call: Call, input: Json): Promise<Answer> {
	const known = locateNamed(call, 'function', call.param('function'), 'manageFunction/invoke');
	if (known.mode === 'Disabled') throw badRequest(`Function ${known.name} is disabled`);
	try {
		const outcome = invoke(known.definition, input);
		await call.write((work) => work.put('function', { ...known, lastSuccessDate: work.now }));
		return shown(outcome);
	} catch (error) {
		await call.write((work) => work.put('function', { ...known, lastErrorDate: work.now }));
		throw error;
	}
}

export const functionRoutes: readonly Route[] = [
	get('/function/_context/documentation', () =>
		ok({
			items: [
				{ name: 'input', kind: 'Field' },
				{ name: 'log.info', kind: 'Method', args: ['message'] },
			],
		}),
	),
	post(
		'/function/_test',
		(call) => {
			const { definition, input } = parseBody(testShape, call.body);
			return shown(invoke(definition, input ?? null));
		},
		{ permissions: ['manageFunction/create'] },
	),
	...simpleRoutes({
		kind: 'function',
		path: '/function',
		permission: 'manageFunction/create',
		create: {
			shape: createShape,
			make: (work, input) => {
				if (work.store.table('function').firstBy('unique', `${work.organisationId}|${input.name}`) !== undefined) {
					throw createError(`Function ${input.name} already exist in organisation ${work.actor.organisation.name}`);
				}
				return work.put('function', {
					...work.stamp('function'),
					organisationId: work.organisationId,
					name: input.name,
					mode: input.mode ?? 'Enabled',
					definition: input.definition,
					description: input.description,
					config: input.config ?? {},
					types: input.types ?? ['api'],
				});
			},
		},
		read: true,
		update: { shape: updateShape },
		remove: () => undefined,
	}),
	post('/function/:function', (call) => run(call, call.body ?? null)),
	post(
		'/function/:function/:objectType/:objectIdOrName',
		async (call) => {
			const target = locate(call, entityType(call.param('objectType')).kind, call.param('objectIdOrName'));
			const running = run(call, call.show(target));
			if (call.flag('sync')) return running;
			await running.catch(() => undefined);
			return ok({});
		},
		{ body: 'none' },
	),
];
