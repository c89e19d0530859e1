import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { findUser } from '../behaviour/vocabulary.mts';
import { unauthenticated, unauthorised } from '../errors.mts';
import type { Instance } from '../instance.mts';
import type { User } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import type { Actor } from '../store/work.mts';

export const SESSION_COOKIE = 'THEHIVE-SESSION';

/** `salt:hash` of a password. */
export function hashPassword(password: string, salt = randomBytes(8).toString('hex')): string {
	return `${salt}:${createHash('sha256').update(`${salt}${password}`).digest('hex')}`;
}

export function passwordMatches(user: User, password: string): boolean {
	const [salt] = user.password?.split(':') ?? [];
	if (user.password === undefined || salt === undefined) return false;
	return timingSafeEqual(Buffer.from(hashPassword(password, salt)), Buffer.from(user.password));
}

/** A key of 32 characters: 24 random bytes in base64. */
export function newApiKey(): string {
	return randomBytes(24).toString('base64');
}

/** The user with this login and password. @throws AuthenticationError (401) */
export function logIn(store: Store, login: string, password: string): User {
	const user = findUser({ store }, login);
	if (user === undefined || user.locked || !passwordMatches(user, password)) throw unauthenticated();
	return user;
}

/**
 * The user in an organisation: the one named, or its default, or its first.
 * @throws AuthorizationError (403) when it is not a member
 */
export function actorOf(store: Store, user: User, organisationNameOrId?: string): Actor {
	const named =
		organisationNameOrId === undefined
			? undefined
			: (store.table('organisation').get(organisationNameOrId) ??
				store.table('organisation').firstBy('name', organisationNameOrId));
	const membership =
		organisationNameOrId === undefined
			? (user.memberships.find(({ isDefault }) => isDefault) ?? user.memberships[0])
			: user.memberships.find(({ organisationId }) => organisationId === named?._id);
	const organisation = membership && store.table('organisation').get(membership.organisationId);
	const profile = membership && store.table('profile').get(membership.profileId);
	if (membership === undefined || organisation === undefined || profile === undefined) {
		throw unauthorised(`User ${user.login} is not a member of organisation ${organisationNameOrId ?? ''}`.trim());
	}
	if (organisation.locked) throw unauthorised(`Organisation ${organisation.name} is locked`);
	return { user, organisation, membership, profile, permissions: new Set(profile.permissions) };
}

function cookie(header: string | undefined, name: string): string | undefined {
	for (const pair of header?.split(';') ?? []) {
		const [key, ...value] = pair.trim().split('=');
		if (key === name) return value.join('=');
	}
	return undefined;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

function header(headers: Headers, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : value?.[0];
}

/** The session a request belongs to, by its cookie. */
export function sessionToken(headers: Headers): string | undefined {
	return cookie(header(headers, 'cookie'), SESSION_COOKIE);
}

/**
 * Who sends a request: by API key, login and password, or session cookie; in the organisation of `X-Organisation`.
 * @throws AuthenticationError (401), AuthorizationError (403)
 */
export function authenticate(instance: Instance, headers: Headers): Actor {
	const { store } = instance;
	const organisation = header(headers, 'x-organisation');
	const [, scheme, credentials] = /^(\S+)\s+(.+)$/.exec(header(headers, 'authorization') ?? '') ?? [];
	if (scheme?.toLowerCase() === 'bearer' && credentials !== undefined) {
		const user = store.table('user').firstBy('key', credentials.trim());
		if (user === undefined || user.locked) throw unauthenticated();
		return actorOf(store, user, organisation);
	}
	if (scheme?.toLowerCase() === 'basic' && credentials !== undefined) {
		const [login, ...password] = Buffer.from(credentials, 'base64').toString().split(':');
		return actorOf(store, logIn(store, login ?? '', password.join(':')), organisation);
	}
	const session = instance.sessions.get(sessionToken(headers) ?? '');
	const user = session && store.table('user').get(session.userId);
	if (session === undefined || user === undefined || user.locked) throw unauthenticated();
	return actorOf(store, user, organisation ?? session.organisationId);
}
