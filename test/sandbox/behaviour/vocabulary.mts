import { badRequest, notFound } from '../errors.mts';
import type { AlertStatus, CaseStatus, User } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** The status of that name. @throws BadRequest (400) when there is none (5.3) */
export function alertStatus(work: Work, value: string): AlertStatus {
	const status = work.store.table('alertStatus').firstBy('value', value);
	if (status === undefined) throw badRequest(`Alert status ${value} not found`);
	return status;
}

/** The status of that name. @throws BadRequest (400) when there is none (5.3) */
export function caseStatus(work: Work, value: string): CaseStatus {
	const status = work.store.table('caseStatus').firstBy('value', value);
	if (status === undefined) throw badRequest(`Case status ${value} not found`);
	return status;
}

/**
 * The login of a user of the actor's organisation.
 * @throws NotFoundError (404) when there is none [S]
 */
export function assignee(work: Work, loginOrId: string): string {
	const user = findUser(work, loginOrId);
	const member = user?.memberships.some(({ organisationId }) => organisationId === work.organisationId);
	if (user === undefined || !member) throw notFound('User', loginOrId);
	return user.login;
}

/** A user by login (a bare name gets the default domain) or id. */
export function findUser(work: Pick<Work, 'store'>, loginOrId: string): User | undefined {
	const users = work.store.table('user');
	return users.get(loginOrId) ?? users.firstBy('login', withDomain(loginOrId).toLowerCase());
}

export const DEFAULT_DOMAIN = 'thehive.local';

/** A login without `@` belongs to the default domain [G]. */
export function withDomain(login: string): string {
	return login.includes('@') ? login : `${login}@${DEFAULT_DOMAIN}`;
}

/** Makes free tags of tag texts the organisation did not have; a `namespace:predicate="value"` of a taxonomy stays. */
export function registerTags(work: Work, tags: readonly string[]): void {
	const table = work.store.table('tag');
	for (const predicate of tags) {
		if (table.countBy('unique', `${work.organisationId}|${predicate}`) > 0) continue;
		work.put('tag', {
			...work.stamp('tag'),
			ownerId: work.organisationId,
			namespace: `_freetags_${work.organisationId}`,
			predicate,
			colour: '#000000',
		});
	}
}
