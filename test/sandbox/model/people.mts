import type { JsonObject } from '../json.mts';
import type { Meta, User } from '../store/rows.mts';
import type { Viewer } from './viewer.mts';

/** Id, and who wrote a row when. */
export function stamps(row: Meta): JsonObject {
	const { _id, _createdBy, _updatedBy, _createdAt, _updatedAt } = row;
	return { _id, _createdBy, _updatedBy, _createdAt, _updatedAt };
}

export function organisationName(viewer: Viewer, id: string): string {
	return viewer.store.table('organisation').get(id)?.name ?? id;
}

export function profileName(viewer: Viewer, id: string): string {
	return viewer.store.table('profile').get(id)?.name ?? id;
}

/** OutputUser [D]: in the viewer's organisation, or else in the user's default one. */
export function presentUser(row: User, viewer: Viewer): JsonObject {
	const { actor } = viewer;
	const current =
		row.memberships.find(({ organisationId }) => organisationId === actor?.organisation._id) ??
		row.memberships.find(({ isDefault }) => isDefault) ??
		row.memberships[0];
	const profile = current === undefined ? undefined : viewer.store.table('profile').get(current.profileId);
	const preferred = row.memberships.find(({ isDefault }) => isDefault);
	return {
		...stamps(row),
		login: row.login,
		name: row.name,
		email: row.email,
		hasKey: row.apiKey !== undefined,
		hasPassword: row.password !== undefined,
		hasMFA: row.totpSecret !== undefined,
		locked: row.locked,
		profile: profile?.name ?? '',
		permissions: profile?.permissions ?? [],
		organisation: current === undefined ? '' : organisationName(viewer, current.organisationId),
		avatar: row.avatar,
		organisations: row.memberships.map(({ organisationId, profileId }) => ({
			organisationId,
			organisation: organisationName(viewer, organisationId),
			profile: profileName(viewer, profileId),
			links: [],
		})),
		type: row.type,
		defaultOrganisation: preferred === undefined ? undefined : organisationName(viewer, preferred.organisationId),
		extraData: {},
	};
}
