import { badRequest, notFound } from '../errors.mts';
import type { ShareInput } from '../input/shapes.mts';
import type { Case, Organisation, Profile, Share } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { record, touch } from './record.mts';

type Rule = 'taskRule' | 'observableRule';
const AUTO = 'autoShare';

/** Organisations a new task or observable of a case is shared with at once, by the rule of each share [D]. */
export function sharedByRule(work: Work, row: Case, rule: Rule): string[] {
	return work.store
		.table('share')
		.by('case', row._id)
		.filter((share) => share.organisationId !== work.organisationId && (share.owner || share[rule] === AUTO))
		.map(({ organisationId }) => organisationId);
}

/** An organisation by name or id. @throws NotFoundError (404) */
export function findOrganisation(work: Pick<Work, 'store'>, nameOrId: string): Organisation {
	const table = work.store.table('organisation');
	const found = table.get(nameOrId) ?? table.firstBy('name', nameOrId);
	if (found === undefined) throw notFound('Organisation', nameOrId);
	return found;
}

/** A profile by name or id. @throws NotFoundError (404) */
export function findProfile(work: Pick<Work, 'store'>, nameOrId: string): Profile {
	const table = work.store.table('profile');
	const found = table.get(nameOrId) ?? table.firstBy('name', nameOrId);
	if (found === undefined) throw notFound('Profile', nameOrId);
	return found;
}

/** The owner's own share, which every case has. */
export function ownCase(work: Work, row: Case): Share {
	return work.put('share', {
		...work.stamp('share'),
		caseId: row._id,
		organisationId: work.organisationId,
		profileId: findProfile(work, 'org-admin')._id,
		owner: true,
		taskRule: row.taskRule,
		observableRule: row.observableRule,
	});
}

/** Gives existing tasks or observables of a case to an organisation. */
function shareChildren(work: Work, kind: 'task' | 'observable', caseId: string, organisationId: string): void {
	for (const child of work.store.table(kind).by('parent', caseId)) {
		if (child.organisationId === organisationId || child.sharedWith.includes(organisationId)) continue;
		const sharedWith = [...child.sharedWith, organisationId];
		if (child.kind === 'task') work.put('task', { ...child, sharedWith });
		else work.put('observable', { ...child, sharedWith });
	}
}

/** Takes tasks or observables of a case back from an organisation. */
function unshareChildren(work: Work, kind: 'task' | 'observable', caseId: string, organisationId: string): void {
	for (const child of work.store.table(kind).by('parent', caseId)) {
		if (!child.sharedWith.includes(organisationId)) continue;
		const sharedWith = child.sharedWith.filter((id) => id !== organisationId);
		if (child.kind === 'task') work.put('task', { ...child, sharedWith });
		else work.put('observable', { ...child, sharedWith });
	}
}

/**
 * Shares a case with a linked organisation, or changes the share it has.
 * @throws NotFoundError (404) for an organisation that is not linked, BadRequest (400) for the owner itself
 */
export function shareCase(work: Work, row: Case, input: ShareInput): Share {
	const target = findOrganisation(work, input.organisation);
	if (target._id === row.organisationId) throw badRequest(`Organisation ${target.name} owns the case`);
	const linked = work.actor.organisation.links.some(({ toOrganisation }) => toOrganisation === target._id);
	if (!linked) throw notFound('Organisation', input.organisation);
	const profile = findProfile(work, input.profile ?? 'analyst');
	const rules = {
		profileId: profile._id,
		taskRule: input.taskRule ?? row.taskRule,
		observableRule: input.observableRule ?? row.observableRule,
	};
	const known = work.store.table('share').firstBy('unique', `${row._id}|${target._id}`);
	const share =
		known === undefined
			? work.put('share', { ...work.stamp('share'), caseId: row._id, organisationId: target._id, owner: false, ...rules })
			: work.update('share', known, rules);
	if (input.share !== false) {
		if (rules.taskRule === AUTO) shareChildren(work, 'task', row._id, target._id);
		if (rules.observableRule === AUTO) shareChildren(work, 'observable', row._id, target._id);
	}
	touch(work, row._id);
	record(work, 'update', row, { share: { organisation: target.name, profile: profile.name } });
	return share;
}

/** @throws BadRequest (400) for the owner's share */
export function unshareCase(work: Work, share: Share): void {
	if (share.owner) throw badRequest('The share of the owner cannot be removed');
	unshareChildren(work, 'task', share.caseId, share.organisationId);
	unshareChildren(work, 'observable', share.caseId, share.organisationId);
	work.remove('share', share._id);
	const row = work.store.table('case').get(share.caseId);
	if (row === undefined) return;
	touch(work, row._id);
	record(work, 'update', row, { unshare: { organisation: findOrganisation(work, share.organisationId).name } });
}

/** Shares one task or observable with organisations the case is shared with. */
export function shareChild(work: Work, kind: 'task' | 'observable', id: string, organisations: readonly string[]): void {
	for (const nameOrId of organisations) {
		const target = findOrganisation(work, nameOrId);
		const child = work.store.table(kind).get(id);
		if (child === undefined || child.organisationId === target._id || child.sharedWith.includes(target._id)) continue;
		if (work.store.table('share').countBy('unique', `${child.parentId}|${target._id}`) === 0) {
			throw badRequest(`The case is not shared with organisation ${target.name}`);
		}
		const sharedWith = [...child.sharedWith, target._id];
		if (child.kind === 'task') work.update('task', child, { sharedWith });
		else work.update('observable', child, { sharedWith });
	}
}

/** Takes one task or observable back from organisations. */
export function unshareChild(
	work: Work,
	kind: 'task' | 'observable',
	id: string,
	organisations: readonly string[],
): void {
	for (const nameOrId of organisations) {
		const target = findOrganisation(work, nameOrId);
		const child = work.store.table(kind).get(id);
		if (child === undefined) continue;
		const sharedWith = child.sharedWith.filter((known) => known !== target._id);
		if (child.kind === 'task') work.update('task', child, { sharedWith });
		else work.update('observable', child, { sharedWith });
	}
}
