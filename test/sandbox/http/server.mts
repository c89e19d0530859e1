import multipart from '@fastify/multipart';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { requirePermission } from '../behaviour/access.mts';
import { ApiError } from '../errors.mts';
import type { Failure } from '../faults.mts';
import type { Instance } from '../instance.mts';
import { isObject } from '../json.mts';
import { authenticate } from './authentication.mts';
import { readJson, readMultipart } from './body.mts';
import { Call } from './call.mts';
import type { Answer, Route } from './call.mts';
import { RecordedExchange, redacted } from './journal.mts';
import type { Journal } from './journal.mts';

/** `play.http.parser.maxMemoryBuffer`: the largest JSON body, bytes [G]. */
const MAX_JSON = 10 * 1024 * 1024;
/** The largest upload, bytes [G]. */
const MAX_UPLOAD = 2 * 1024 * 1024 * 1024;

export interface ServerOptions {
	readonly instance: Instance;
	readonly journal: Journal;
	readonly routes: readonly Route[];
	/** Routes that need no authentication, with their full path. */
	readonly open: readonly OpenRoute[];
	/** Path prefix such as `/thehive`; empty for none. */
	readonly basePath: string;
	readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
}

/** An operation anyone may call. */
export interface OpenRoute {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly handle: (request: {
		readonly instance: Instance;
		readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
		readonly body: ReturnType<typeof readJson>;
	}) => Answer | Promise<Answer>;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
	reply.code(answer.status);
	for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
	if (answer.stream !== undefined) return reply.send(answer.stream);
	if (answer.text !== undefined) return reply.type('text/plain; charset=utf-8').send(answer.text);
	if (answer.json === undefined) return reply.send();
	return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.json));
}

function statusOf(error: unknown): number {
	return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
		? error.statusCode
		: 500;
}

function answerOf(error: unknown): Answer {
	if (error instanceof ApiError) return { status: error.status, json: error.body };
	const status = statusOf(error);
	const message = error instanceof Error ? error.message : String(error);
	if (status >= 500) console.error(error);
	return { status, json: { type: status >= 500 ? 'InternalError' : 'BadRequest', message } };
}

function params(request: FastifyRequest): Readonly<Record<string, string | undefined>> {
	const read: Record<string, string> = {};
	if (typeof request.params !== 'object' || request.params === null) return read;
	for (const [name, value] of Object.entries(request.params)) if (typeof value === 'string') read[name] = value;
	return read;
}

/** No operation has this path; an empty parameter leads nowhere either. */
function noAction({ method, url }: FastifyRequest): ApiError {
	return new ApiError(404, 'NotFound', `Action not found: ${method} ${url}`);
}

async function answerRoute(options: ServerOptions, route: Route, request: FastifyRequest): Promise<Answer> {
	const { instance } = options;
	if (Object.values(params(request)).includes('')) throw noAction(request);
	const actor = authenticate(instance, request.headers);
	if (route.permissions !== undefined) requirePermission({ actor }, ...route.permissions);
	const upload =
		route.body === 'multipart' && request.isMultipart() ? await readMultipart(request, instance.files) : undefined;
	const json =
		upload === undefined && route.body !== 'none' && route.method !== 'GET'
			? readJson(request.body, request.headers['content-type'])
			: upload?.json;
	const exchange = exchanges.get(request);
	if (exchange !== undefined) exchange.requestBody = upload?.parts ?? json;
	const call = new Call({
		instance,
		actor,
		params: params(request),
		query: new URL(request.url, 'http://localhost').searchParams,
		headers: request.headers,
		body: json,
		files: upload?.files ?? [],
		fields: upload?.fields ?? new Map(),
	});
	return route.handle(call);
}

const exchanges = new WeakMap<FastifyRequest, RecordedExchange>();
const failures = new WeakMap<FastifyRequest, Failure>();

/** Acts out a planned failure that comes before the server acts. True when the request is dealt with. */
async function failEarly(failure: Failure, request: FastifyRequest, reply: FastifyReply): Promise<void> {
	switch (failure.mode ?? 'respond') {
		case 'reset-before':
			request.raw.socket.destroy();
			reply.hijack();
			return;
		case 'hang':
			reply.hijack();
			return;
		case 'reset-after':
			failures.set(request, failure);
			return;
		case 'respond': {
			const status = failure.status ?? 500;
			const body = failure.body ?? { type: 'InternalError', message: `Failure ${status}` };
			reply.code(status).type(failure.contentType ?? 'application/json').headers(failure.headers ?? {});
			await reply.send(typeof body === 'string' ? body : JSON.stringify(body));
		}
	}
}

function observe(app: FastifyInstance, { instance, journal, basePath }: ServerOptions): void {
	app.addHook('onRequest', async (request, reply) => {
		const path = request.url.startsWith(basePath) ? request.url.slice(basePath.length) : request.url;
		const exchange = new RecordedExchange(request.method, path, redacted(request.headers), Date.now());
		exchanges.set(request, exchange);
		journal.open(exchange);
		reply.raw.once('close', () => journal.close(exchange, Date.now()));
		if (instance.faults.latencyMs > 0) await sleep(instance.faults.latencyMs);
		const failure = instance.faults.take(request.method, path);
		exchange.isPlanned = failure !== undefined;
		if (failure !== undefined) await failEarly(failure, request, reply);
		return reply.sent ? reply : undefined;
	});
	app.addHook('onSend', async (request, reply, payload) => {
		if (failures.has(request)) {
			request.raw.socket.destroy();
			return payload;
		}
		const type = reply.getHeader('content-type');
		const text = typeof payload === 'string' ? payload : undefined;
		exchanges.get(request)?.answered(reply.statusCode, typeof type === 'string' ? type : undefined, text);
		return payload;
	});
}

/** Builds the server: reading, authentication, journal, faults and errors around the routes. Does not listen yet. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
	const { basePath, routes, open, instance } = options;
	const app: FastifyInstance = fastify({
		bodyLimit: MAX_JSON,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 16_384 },
		serverFactory: (handler) =>
			options.tls === undefined ? http.createServer(handler) : https.createServer(options.tls, handler),
	});
	await app.register(multipart, {
		limits: { fileSize: MAX_UPLOAD, fieldSize: MAX_JSON, files: 10_000, parts: 20_000 },
		throwFileSizeLimit: true,
	});
	app.removeContentTypeParser(['application/json', 'text/plain']);
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	observe(app, options);
	app.setErrorHandler((error, _request, reply) => send(reply, answerOf(error)));
	app.setNotFoundHandler((request, reply) => send(reply, answerOf(noAction(request))));
	for (const { method, path, handle } of open) {
		app.route({
			method,
			url: `${basePath}${path}`,
			handler: async (request, reply) => {
				const body = readJson(request.body, request.headers['content-type']);
				const exchange = exchanges.get(request);
				// Passwords stay out of the journal.
				if (exchange !== undefined && isObject(body)) exchange.requestBody = { ...body, ...('password' in body ? { password: '[redacted]' } : {}) };
				return send(reply, await handle({ instance, headers: request.headers, body }));
			},
		});
	}
	for (const route of routes) {
		const isLegacy = route.legacy !== undefined || route.path.startsWith('/connector/');
		const paths = [...(route.legacy === 'only' ? [] : [`/api/v1${route.path}`]), ...(isLegacy ? [`/api${route.path}`] : [])];
		for (const path of paths) {
			app.route({
				method: route.method,
				url: `${basePath}${path}`,
				handler: async (request, reply) => send(reply, await answerRoute(options, route, request)),
			});
		}
	}
	return app;
}
