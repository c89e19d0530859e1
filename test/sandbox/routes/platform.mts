import { randomBytes } from 'node:crypto';
import { actorOf, logIn, sessionToken, SESSION_COOKIE } from '../http/authentication.mts';
import { get, noContent, ok, plain, post, put } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import type { OpenRoute } from '../http/server.mts';
import { notFound } from '../errors.mts';
import type { Instance } from '../instance.mts';
import type { Json, JsonObject } from '../json.mts';
import { parseBody } from '../input/attributes.mts';
import { login } from '../input/adminShapes.mts';
import { present } from '../model/present.mts';

export const VERSION = '5.7.3-1';

/** Licence features of the platinum plan: everything the document names. */
const CAPABILITIES = [
	'alert.customStatus',
	'case.access',
	'case.customStatus',
	'case.exportArchive',
	'case.importArchive',
	'case.reporting',
	'case.timeline',
	'functions',
	'users.customProfiles',
];

function quotas(instance: Instance): Record<string, { current: number; quota: number }> {
	const { store } = instance;
	return {
		organisations: { current: store.table('organisation').size, quota: 100 },
		users: { current: store.table('user').size, quota: 1000 },
	};
}

function licence(instance: Instance): JsonObject {
	return {
		id: 'sandbox',
		customer: 'Sandbox',
		instance: 'sandbox',
		plan: 'platinum',
		kind: 'platinum',
		validFrom: instance.startedAt - 86_400_000,
		expiresAt: instance.startedAt + 365 * 86_400_000,
		capabilities: CAPABILITIES,
		isValid: true,
		quotas: quotas(instance),
	};
}

function licenceEntity(instance: Instance): JsonObject {
	const { id, customer, plan, kind, validFrom, expiresAt, capabilities } = licence(instance);
	return {
		_id: '~4104',
		_type: 'License',
		_createdAt: instance.startedAt,
		_createdBy: 'system@thehive.local',
		id,
		customer,
		plan,
		kind,
		validFrom,
		expiresAt,
		capabilities,
		current: true,
		quotas: Object.fromEntries(Object.entries(quotas(instance)).map(([name, { quota }]) => [name, quota])),
	};
}

function connectors(): JsonObject {
	return {
		cortex: { enabled: true, status: 'OK', servers: [{ name: 'cortex', version: '3.1.8-1', status: 'OK' }] },
		misp: { enabled: true, status: 'OK', servers: [{ name: 'misp', version: '2.5.12', status: 'OK', purpose: 'ImportAndExport' }] },
	};
}

function statusOf(instance: Instance, verbose: boolean): JsonObject {
	return {
		version: VERSION,
		gitDescription: 'sandbox',
		connectors: connectors(),
		config: {
			protectDownloadsWith: 'malware',
			authType: ['session', 'local', 'key', 'basic'],
			capabilities: ['changePassword', 'setPassword', 'authByKey', 'mfa'],
			ssoAutoLogin: false,
			pollingDuration: 1000,
			freeTagDefaultColour: '#000000',
		},
		license: licence(instance),
		...(verbose ? { cluster: { members: [{ status: 'Up', roles: ['dc-default'] }] }, schemaStatus: [] } : {}),
		features: [],
	};
}

function publicStatus(): Json {
	return { sso: false, ssoProviders: [], version: VERSION, imports: { mitreCatalog: 'Success' } };
}

/** Operations that need no authentication, with full paths. */
export const openRoutes: readonly OpenRoute[] = [
	{ method: 'GET', path: '/api/v1/status/public', handle: () => ok(publicStatus()) },
	{ method: 'GET', path: '/api/status', handle: ({ instance }) => ok({ ...statusOf(instance, false), versions: { TheHive: VERSION } }) },
	{
		method: 'GET',
		path: '/api/v1/auth/local/passwordPolicy',
		handle: () => ok({ minLength: 1, minLowerCase: 0, minUpperCase: 0, minDigit: 0, minSpecial: 0 }),
	},
	{
		method: 'POST',
		path: '/api/v1/login',
		handle: ({ instance, body }) => {
			const input = parseBody(login, body);
			const user = logIn(instance.store, input.user, input.password);
			const actor = actorOf(instance.store, user, input.organisation);
			const token = randomBytes(24).toString('base64url');
			instance.sessions.set(token, { userId: user._id, organisationId: actor.organisation._id });
			return ok(present(user, { store: instance.store, actor, now: instance.now() }), {
				'set-cookie': `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax`,
			});
		},
	},
	...(['GET', 'POST'] as const).map((method): OpenRoute => ({
		method,
		path: '/api/v1/logout',
		handle: ({ instance, headers }) => {
			instance.sessions.delete(sessionToken(headers) ?? '');
			return { status: 200, headers: { 'set-cookie': `${SESSION_COOKIE}=; Path=/; Max-Age=0` } };
		},
	})),
];

export const platformRoutes: readonly Route[] = [
	get('/status', (call) => ok(statusOf(call.instance, call.flag('verbose')))),
	get('/license/current', (call) => ok({ license: licenceEntity(call.instance) })),
	get('/license', (call) => ok([licenceEntity(call.instance)]), { permissions: ['managePlatform'] }),
	post('/license', () => noContent, { permissions: ['managePlatform'] }),
	get('/license/challenge', () => plain('sandbox-challenge'), { permissions: ['managePlatform'] }),
	get(
		'/license/:licenseId',
		(call) => {
			const known = licenceEntity(call.instance);
			if (call.param('licenseId') !== known['_id'] && call.param('licenseId') !== known['id']) {
				throw notFound('License', call.param('licenseId'));
			}
			return ok(known);
		},
		{ permissions: ['managePlatform'] },
	),
	put('/license/:licenseId/activate', () => noContent, { body: 'none', permissions: ['managePlatform'] }),
];
