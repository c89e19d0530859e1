import { saveSetting, setting, settingsOf } from '../behaviour/settings.mts';
import { invoke } from '../behaviour/function.mts';
import { createError, notFound } from '../errors.mts';
import { created, get, noContent, ok, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { locateNamed } from '../http/simple.mts';
import { anyText, choice, clearable, flag, int, listOf, long, longText, nested, object, parseBody, required, text, url } from '../input/attributes.mts';
import type { JsonObject } from '../json.mts';
import { stringOf } from '../json.mts';

const AREA = 'alertFeeder';
const permissions = ['manageConfig'] as const;

const interval = nested({ value: required(int), unit: required(choice('Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds')) });

const updateShape = {
	description: required(longText),
	method: required(choice('GET', 'POST')),
	url: required(url),
	interval: required(interval),
	body: clearable(anyText),
	headers: listOf(nested({ key: required(anyText), value: required(text(1, 512)) })),
	enabled: flag,
	auth: object,
	proxyConfig: object,
	requestTimeout: interval,
	responseMaxSize: long,
};
const createShape = { ...updateShape, name: required(text(1, 128)), functionName: required(anyText) };

const DEFAULTS: JsonObject = { enabled: true, headers: [], requestTimeout: { value: 30, unit: 'Seconds' }, responseMaxSize: 10_485_760 };

function feederOf(call: Call, name: string): JsonObject {
	const known = setting(call.store, call.actor.organisation._id, AREA, name);
	if (known === undefined) throw notFound('AlertFeeder', name);
	return known.value;
}

/** OutputAlertFeeder [D]: the function as a whole. */
function shown(call: Call, { functionName, ...feeder }: JsonObject): JsonObject {
	return { ...DEFAULTS, ...feeder, function: call.show(locateNamed(call, 'function', stringOf(functionName) ?? '')) };
}

/** Alert feeders: they call no other server here, so that their function gets no answer to work on. */
export const alertFeederRoutes: readonly Route[] = [
	get(
		'/connector/alert-feeder',
		(call) => ok(settingsOf(call.store, call.actor.organisation._id, AREA).map(({ value }) => shown(call, value))),
		{ permissions },
	),
	post(
		'/connector/alert-feeder',
		async (call) => {
			const input = parseBody(createShape, call.body);
			if (setting(call.store, call.actor.organisation._id, AREA, input.name) !== undefined) throw createError(`AlertFeeder ${input.name} already exist`);
			locateNamed(call, 'function', input.functionName);
			const saved = await call.write((work) => saveSetting(work, work.organisationId, AREA, input.name, { ...input }));
			return created(shown(call, saved.value));
		},
		{ permissions },
	),
	put(
		'/connector/alert-feeder/:name',
		async (call) => {
			const { name, functionName } = feederOf(call, call.param('name'));
			const input = parseBody(updateShape, call.body);
			const saved = await call.write((work) =>
				saveSetting(work, work.organisationId, AREA, call.param('name'), { ...input, name, functionName }),
			);
			return created(shown(call, saved.value));
		},
		{ permissions },
	),
	remove(
		'/connector/alert-feeder/:name',
		async (call) => {
			feederOf(call, call.param('name'));
			await call.write((work) => {
				const known = setting(work.store, work.organisationId, AREA, call.param('name'));
				if (known !== undefined) work.remove('setting', known._id);
			});
			return noContent;
		},
		{ body: 'none', permissions },
	),
	post(
		'/connector/alert-feeder/run/:name',
		(call) => {
			const { functionName } = feederOf(call, call.param('name'));
			const { definition } = locateNamed(call, 'function', stringOf(functionName) ?? '');
			const { result, durationMillis, stdout, stderr } = invoke(definition, null);
			return ok({ result, durationMillis, stdout, stderr });
		},
		{ body: 'none', permissions },
	),
];
