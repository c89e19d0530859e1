import { randomBytes } from 'node:crypto';
import { requirePermission } from '../behaviour/access.mts';
import { INSTANCE, saveSetting, setting } from '../behaviour/settings.mts';
import { locateUser, requireSelfOrManager } from '../behaviour/user.mts';
import { notFound } from '../errors.mts';
import { get, noContent, ok, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { anyText, anything, int, parseBody, required } from '../input/attributes.mts';
import type { Json, JsonObject } from '../json.mts';
import { stringOf } from '../json.mts';

/** Documented defaults of a user's own configuration. */
const defaults: Readonly<Record<string, Json>> = { 'organisation.notification': null, dateFormat: 'DD/MM/YYYY HH:mm', hideEmptyCaseButton: false };

function config(call: Call, path: string): JsonObject {
	const defaultValue = defaults[path] ?? null;
	return { path, defaultValue, value: call.actor.user.config[path] ?? defaultValue };
}

const BRANDING = 'branding';
const IMAGES = ['loginLogo', 'menuLogo', 'favicon'] as const;

function branding(call: Call): JsonObject {
	return setting(call.store, INSTANCE, BRANDING, BRANDING)?.value ?? {};
}

/** Checks of the administrator's pages: they do nothing here, there is nothing to repair. */
const administration: readonly Route[] = [
	...['/admin/check/_all/trigger', '/admin/check/:name/trigger', '/admin/log/set/:packageName/:level'].map((path) =>
		put(path, () => noContent, { body: 'none', permissions: ['managePlatform'] }),
	),
	...[
		'/admin/check/cancel',
		'/admin/check/:name/dedup/trigger',
		'/admin/check/:name/global/trigger',
		'/admin/index/:name/rebuild',
		'/admin/index/:name/reindex',
	].map((path) => post(path, () => noContent, { body: 'none', permissions: ['managePlatform'] })),
	...['/admin/check/stats', '/admin/index/status', '/admin/stats'].map((path) =>
		get(path, () => ok({}), { permissions: ['managePlatform'] }),
	),
	...['info', 'repair'].map((what) =>
		post(`/admin/schema/${what}/:schemaName`, () => ok({}), { body: 'none', permissions: ['managePlatform'] }),
	),
];

export const settingsRoutes: readonly Route[] = [
	...administration,
	get('/branding', (call) => ok(branding(call))),
	post(
		'/branding',
		async (call) => {
			const saved = await call.write((work) => {
				const known = branding(call);
				const images = IMAGES.flatMap((name) => call.filesOf(name).map((file) => [name, file.id] as const));
				const title = call.fields.get('title');
				const value = { ...known, ...(title === undefined ? {} : { title }), ...Object.fromEntries(images) };
				return saveSetting(work, INSTANCE, BRANDING, BRANDING, value);
			});
			return ok(saved.value);
		},
		{ body: 'multipart', permissions: ['managePlatform'] },
	),
	get('/branding/assets/:kind', (call) => {
		const fileId = stringOf(branding(call)[call.param('kind')]);
		if (fileId === undefined) throw notFound('Asset', call.param('kind'));
		return { status: 200, headers: { 'content-type': 'application/octet-stream' }, stream: call.instance.files.stream(fileId) };
	}),
	remove(
		'/branding/assets/:kind',
		async (call) => {
			await call.write((work) =>
				saveSetting(work, INSTANCE, BRANDING, BRANDING, { ...branding(call), [call.param('kind')]: undefined }),
			);
			return noContent;
		},
		{ body: 'none', permissions: ['managePlatform'] },
	),
	get('/config/user', (call) => {
		const path = call.query.get('path');
		const all = { ...defaults, ...call.actor.user.config };
		return ok(path === null ? all : Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(path))));
	}),
	get('/config/user/:path', (call) => ok(config(call, call.param('path')))),
	put('/config/user/:path', async (call) => {
		const { value } = parseBody({ value: required(anything) }, call.body);
		const path = call.param('path');
		await call.write((work) => {
			const { user } = work.actor;
			return work.put('user', { ...user, config: { ...user.config, [path]: value } });
		});
		return ok({ path, defaultValue: defaults[path] ?? null, value });
	}),
	get('/auth/totp/get', () => {
		const secret = randomBytes(10).toString('hex').toUpperCase();
		return ok({ secret, uri: `otpauth://totp/TheHive?secret=${secret}` });
	}),
	post('/auth/totp/set', async (call) => {
		const { secret } = parseBody({ code: required(int), secret: required(anyText) }, call.body);
		await call.write((work) => work.put('user', { ...work.actor.user, totpSecret: secret }));
		return noContent;
	}),
	post(
		'/auth/totp/unset',
		async (call) => {
			await call.write((work) => work.put('user', { ...work.actor.user, totpSecret: undefined }));
			return noContent;
		},
		{ body: 'none' },
	),
	post(
		'/auth/totp/unset/:user',
		async (call) => {
			await call.write((work) => {
				const user = locateUser(work, call.param('user'));
				requireSelfOrManager(work, user);
				if (user._id !== work.actor.user._id) requirePermission(work, 'manageUser');
				work.put('user', { ...user, totpSecret: undefined });
			});
			return noContent;
		},
		{ body: 'none' },
	),
];

