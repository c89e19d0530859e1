import { Readable } from 'node:stream';
import { requirePermission } from '../behaviour/access.mts';
import { attach } from '../behaviour/attachment.mts';
import { record } from '../behaviour/record.mts';
import {
	createUser,
	locateUser,
	removeUser,
	renewKey,
	requireSelfOrManager,
	setOrganisations,
	updateUser,
} from '../behaviour/user.mts';
import { findUser } from '../behaviour/vocabulary.mts';
import { createError, notFound, unauthenticated } from '../errors.mts';
import { hashPassword, passwordMatches } from '../http/authentication.mts';
import { created, get, noContent, ok, patch, plain, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import * as shapes from '../input/adminShapes.mts';

function avatar(data: string | undefined): Buffer | undefined {
	if (data === undefined) return undefined;
	return Buffer.from(data.replace(/^data:[^,]*,/, ''), 'base64');
}

function userOf(call: Call) {
	return locateUser(call, call.param('userId'));
}

export const userRoutes: readonly Route[] = [
	post(
		'/user',
		async (call) => {
			const input = parseBody(shapes.createUser, call.body);
			return created(call.show(await call.write((work) => createUser(work, input))));
		},
		{ body: 'multipart', permissions: ['manageUser'] },
	),
	get('/user/current', (call) => ok(call.show(call.actor.user))),
	post(
		'/user/current/attachments',
		async (call) => {
			const attachments = await call.write((work) =>
				call.filesOf('attachments').map((file) => attach(work, work.actor.user._id, 'user', file)),
			);
			return created({ attachments: attachments.map((attachment) => call.show(attachment)) });
		},
		{ body: 'multipart' },
	),
	get('/user/:userId', (call) => ok(call.show(userOf(call)))),
	patch('/user/:userId', async (call) => {
		const input = parseBody(shapes.updateUser, call.body);
		await call.write((work) => updateUser(work, locateUser(work, call.param('userId')), input));
		return noContent;
	}),
	remove(
		'/user/:userId',
		async (call) => {
			await call.write((work) => {
				const user = locateUser(work, call.param('userId'));
				record(work, 'update', work.update('user', user, { locked: true }), { locked: true });
			});
			return noContent;
		},
		{ body: 'none', permissions: ['manageUser'] },
	),
	remove(
		'/user/:userId/force',
		async (call) => {
			const organisation = call.query.get('organisation') ?? undefined;
			await call.write((work) => removeUser(work, locateUser(work, call.param('userId')), organisation));
			return noContent;
		},
		{ body: 'none', permissions: ['manageUser'] },
	),
	get('/user/:userId/avatar/:file', (call) => {
		const image = avatar(userOf(call).avatar);
		if (image === undefined) throw notFound('Avatar', call.param('file'));
		return { status: 200, headers: { 'content-type': 'image/png' }, stream: streamOf(image) };
	}),
	get('/user/:userId/key', (call) => {
		const user = userOf(call);
		requireSelfOrManager(call, user);
		if (user.apiKey === undefined) throw notFound('API key of', user.login);
		return plain(user.apiKey);
	}),
	post(
		'/user/:userId/key/renew',
		async (call) => plain(await call.write((work) => renewKey(work, locateUser(work, call.param('userId'))))),
		{ body: 'none' },
	),
	remove(
		'/user/:userId/key',
		async (call) => {
			await call.write((work) => {
				const user = locateUser(work, call.param('userId'));
				requireSelfOrManager(work, user);
				record(work, 'update', work.update('user', user, { apiKey: undefined }), { key: null });
			});
			return noContent;
		},
		{ body: 'none' },
	),
	post(
		'/user/:userId/login/set',
		async (call) => {
			const { login } = parseBody(shapes.setLogin, call.body);
			await call.write((work) => {
				if (findUser(work, login) !== undefined) throw createError(`User ${login} already exist`);
				const user = work.update('user', locateUser(work, call.param('userId')), { login: login.toLowerCase() });
				record(work, 'update', user, { login });
			});
			return noContent;
		},
		{ permissions: ['manageUser'] },
	),
	put(
		'/user/:userId/organisations',
		async (call) => {
			const input = parseBody(shapes.userOrganisations, call.body);
			const user = await call.write((work) => setOrganisations(work, locateUser(work, call.param('userId')), input));
			return ok({
				organisations: user.memberships.map(({ organisationId, profileId, isDefault }) => ({
					organisation: call.store.table('organisation').get(organisationId)?.name,
					profile: call.store.table('profile').get(profileId)?.name,
					default: isDefault,
				})),
			});
		},
		{ permissions: ['manageUser'] },
	),
	post('/user/:userId/password/change', async (call) => {
		const input = parseBody(shapes.changePassword, call.body);
		await call.write((work) => {
			const user = locateUser(work, call.param('userId'));
			if (user._id !== work.actor.user._id || !passwordMatches(user, input.currentPassword)) throw unauthenticated();
			record(work, 'update', work.update('user', user, { password: hashPassword(input.password) }), { password: '<hidden>' });
		});
		return noContent;
	}),
	post('/user/:userId/password/set', async (call) => {
		const { password } = parseBody(shapes.setPassword, call.body);
		await call.write((work) => {
			requirePermission(work, 'manageUser');
			const user = locateUser(work, call.param('userId'));
			record(work, 'update', work.update('user', user, { password: hashPassword(password) }), { password: '<hidden>' });
		});
		return noContent;
	}),
];

function streamOf(bytes: Buffer): Readable {
	return Readable.from([bytes]);
}
