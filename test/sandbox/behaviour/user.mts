import { badRequest, createError, notFound, unauthorised } from '../errors.mts';
import { hashPassword, newApiKey } from '../http/authentication.mts';
import type * as shapes from '../input/adminShapes.mts';
import type { Parsed } from '../input/attributes.mts';
import type { Membership, Organisation, Profile, User } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { ADMIN_ORGANISATION, visible } from './access.mts';
import type { Sight } from './access.mts';
import { record } from './record.mts';
import { findOrganisation, findProfile } from './share.mts';
import { findUser, withDomain } from './vocabulary.mts';

/** A visible user by login or id. @throws NotFoundError (404) */
export function locateUser(sight: Sight, loginOrId: string): User {
	const user = findUser(sight, loginOrId);
	if (user === undefined || !visible(sight, user)) throw notFound('User', loginOrId);
	return user;
}

/** @throws AuthorizationError (403) unless it is the actor itself or one that may manage users */
export function requireSelfOrManager(sight: Sight, user: User): void {
	if (user._id !== sight.actor.user._id && !sight.actor.permissions.has('manageUser')) {
		throw unauthorised(`Your are not authorized to update user, you haven't the permission manageUser`);
	}
}

/** @throws BadRequest (400) for a profile of the wrong kind of organisation */
function requireFitting(profile: Profile, organisation: Organisation): void {
	if ((profile.type === 'Admin') !== (organisation.name === ADMIN_ORGANISATION)) {
		throw badRequest(`Profile ${profile.name} cannot be used in organisation ${organisation.name}`);
	}
}

function membership(work: Work, organisation: Organisation, profileName: string, isDefault: boolean): Membership {
	const profile = findProfile(work, profileName);
	requireFitting(profile, organisation);
	return { organisationId: organisation._id, profileId: profile._id, isDefault };
}

/** Organisation an actor may put users into: its own; any for an administrator of the instance. */
function targetOrganisation(work: Work, name: string | undefined): Organisation {
	const target = name === undefined ? work.actor.organisation : findOrganisation(work, name);
	if (target._id !== work.organisationId && work.actor.organisation.name !== ADMIN_ORGANISATION) {
		throw notFound('Organisation', name);
	}
	return target;
}

/**
 * Creates a user, or adds an existing one to the organisation [S].
 * @throws CreateError (400) when the user is a member already
 */
export function createUser(work: Work, input: Parsed<typeof shapes.createUser>): User {
	const login = withDomain(input.login).toLowerCase();
	const organisation = targetOrganisation(work, input.organisation);
	const joined = membership(work, organisation, input.profile, false);
	const known = findUser(work, login);
	if (known !== undefined) {
		if (known.memberships.some(({ organisationId }) => organisationId === organisation._id)) {
			throw createError(`User ${login} already exist in organisation ${organisation.name}`);
		}
		const updated = work.update('user', known, { memberships: [...known.memberships, joined] });
		record(work, 'update', updated, { organisation: organisation.name });
		return updated;
	}
	const user = work.put('user', {
		...work.stamp('user'),
		login,
		name: input.name,
		email: input.email,
		type: input.type ?? 'Normal',
		locked: false,
		avatar: input.avatar,
		memberships: [{ ...joined, isDefault: true }],
		password: input.password === undefined ? undefined : hashPassword(input.password),
		config: {},
	});
	record(work, 'create', user);
	return user;
}

export function updateUser(work: Work, user: User, input: Parsed<typeof shapes.updateUser>): User {
	requireSelfOrManager(work, user);
	const managed = ['profile', 'locked', 'organisation', 'type'] as const;
	if (managed.some((name) => input[name] !== undefined) && !work.actor.permissions.has('manageUser')) {
		throw unauthorised(`Your are not authorized to update user, you haven't the permission manageUser`);
	}
	const organisation = input.organisation === undefined ? work.actor.organisation : findOrganisation(work, input.organisation);
	let memberships = user.memberships;
	if (input.profile !== undefined) {
		const changed = membership(work, organisation, input.profile, false);
		memberships = memberships.map((known) =>
			known.organisationId === organisation._id ? { ...known, profileId: changed.profileId } : known,
		);
	}
	if (input.defaultOrganisation !== undefined) {
		const preferred = input.defaultOrganisation === null ? undefined : findOrganisation(work, input.defaultOrganisation)._id;
		memberships = memberships.map((known) => ({ ...known, isDefault: known.organisationId === preferred }));
	}
	const updated = work.update('user', user, {
		memberships,
		name: input.name ?? user.name,
		locked: input.locked ?? user.locked,
		type: input.type ?? user.type,
		email: input.email === undefined ? user.email : (input.email ?? undefined),
		avatar: input.avatar === undefined ? user.avatar : (input.avatar ?? undefined),
	});
	const { avatar: _avatar, ...shown } = input;
	record(work, 'update', updated, { ...shown });
	return updated;
}

/** Sets all organisations of a user; one is the default. */
export function setOrganisations(work: Work, user: User, input: Parsed<typeof shapes.userOrganisations>): User {
	const memberships = (input.organisations ?? []).map((one, index) =>
		membership(work, targetOrganisation(work, one.organisation), one.profile, one.default ?? index === 0),
	);
	const updated = work.update('user', user, { memberships });
	record(work, 'update', updated, { organisations: memberships.map(({ organisationId }) => organisationId) });
	return updated;
}

/** Removes a user from one organisation, or altogether. */
export function removeUser(work: Work, user: User, organisationName: string | undefined): void {
	const from = organisationName === undefined ? undefined : findOrganisation(work, organisationName);
	const memberships = from === undefined ? [] : user.memberships.filter(({ organisationId }) => organisationId !== from._id);
	record(work, 'delete', user, { login: user.login });
	if (memberships.length === 0) work.remove('user', user._id);
	else work.update('user', user, { memberships });
}

/** Gives the user a new API key; the old one stops working. */
export function renewKey(work: Work, user: User): string {
	requireSelfOrManager(work, user);
	const apiKey = newApiKey();
	record(work, 'update', work.update('user', user, { apiKey }), { key: '<hidden>' });
	return apiKey;
}
