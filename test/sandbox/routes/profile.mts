import { badRequest, createError } from '../errors.mts';
import { get, ok } from '../http/call.mts';
import type { Route } from '../http/call.mts';
import { simpleRoutes } from '../http/simple.mts';
import { createProfile, updateProfile } from '../input/adminShapes.mts';
import { adminPermissions, organisationPermissions } from '../model/permissions.mts';
import type { Profile } from '../store/rows.mts';

function requireEditable({ name, editable }: Profile): void {
	if (!editable) throw badRequest(`Profile ${name} cannot be changed`);
}

const organisationScope: ReadonlySet<string> = new Set(organisationPermissions);
const adminScope: ReadonlySet<string> = new Set(adminPermissions);

/** `manageCase/create` → `Manage case / create`. */
function permissionLabel(name: string): string {
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace('/', ' / ').toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

export const profileRoutes: readonly Route[] = [
	get('/permission', () =>
		ok(
			[...new Set([...adminPermissions, ...organisationPermissions])].toSorted().map((name) => ({
				name,
				label: permissionLabel(name),
				consumesLicense: organisationScope.has(name),
				scope: [...(adminScope.has(name) ? ['admin'] : []), ...(organisationScope.has(name) ? ['organisation'] : [])],
			})),
		),
	),
	...simpleRoutes({
		kind: 'profile',
		path: '/profile',
		permission: 'manageProfile',
		create: {
			shape: createProfile,
			make: (work, { name, type, permissions }) => {
				if (work.store.table('profile').firstBy('name', name) !== undefined) throw createError(`Profile ${name} already exist`);
				return work.put('profile', {
					...work.stamp('profile'),
					name,
					type: type ?? 'Organisation',
					permissions: [...new Set(permissions)],
					editable: true,
				});
			},
		},
		read: true,
		update: {
			shape: updateProfile,
			changes: (_work, profile, input) => {
				requireEditable(profile);
				return { ...input };
			},
		},
		remove: (work, profile) => {
			requireEditable(profile);
			for (const { memberships } of work.store.table('user').all()) {
				if (memberships.some(({ profileId }) => profileId === profile._id)) throw badRequest(`Profile ${profile.name} is used`);
			}
		},
	}),
];
