import { locate } from '../behaviour/access.mts';
import { cleared, detailsOf } from '../behaviour/changes.mts';
import { record } from '../behaviour/record.mts';
import { findOrganisation } from '../behaviour/share.mts';
import { badRequest, createError, notFound } from '../errors.mts';
import { created, get, noContent, ok, patch, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import * as shapes from '../input/adminShapes.mts';
import type { Organisation, OrganisationLink } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

const LINK = 'default';

/** A visible organisation by name or id. @throws NotFoundError (404) */
function organisationOf(sight: Work | Call, nameOrId: string): Organisation {
	return locate(sight, 'organisation', findOrganisation(sight, nameOrId)._id);
}

/** Links one way; the other organisation gets the mirrored link. */
function link(work: Work, from: Organisation, to: Organisation, linkType: string, otherLinkType: string): void {
	if (from._id === to._id) throw badRequest('An organisation cannot be linked with itself');
	const put = (row: Organisation, other: Organisation, entry: OrganisationLink) => {
		const current = work.store.table('organisation').get(row._id) ?? row;
		const links = [...current.links.filter(({ toOrganisation }) => toOrganisation !== other._id), entry];
		work.update('organisation', current, { links });
	};
	put(from, to, { toOrganisation: to._id, linkType, otherLinkType });
	put(to, from, { toOrganisation: from._id, linkType: otherLinkType, otherLinkType: linkType });
}

function unlink(work: Work, from: Organisation, to: Organisation): void {
	for (const [row, other] of [[from, to], [to, from]] as const) {
		const current = work.store.table('organisation').get(row._id) ?? row;
		work.update('organisation', current, { links: current.links.filter(({ toOrganisation }) => toOrganisation !== other._id) });
	}
}

export const organisationRoutes: readonly Route[] = [
	post(
		'/organisation',
		async (call) => {
			const input = parseBody(shapes.createOrganisation, call.body);
			const organisation = await call.write((work) => {
				if (work.store.table('organisation').firstBy('name', input.name) !== undefined) {
					throw createError(`Organisation ${input.name} already exist`);
				}
				const row = work.put('organisation', {
					...work.stamp('organisation'),
					name: input.name,
					description: input.description,
					taskRule: input.taskRule ?? 'manual',
					observableRule: input.observableRule ?? 'manual',
					locked: input.locked ?? false,
					avatar: call.filesOf('avatar')[0]?.id,
					links: [],
				});
				record(work, 'create', row);
				return row;
			});
			return created(call.show(organisation));
		},
		{ body: 'multipart', permissions: ['manageOrganisation'] },
	),
	get('/organisation/:orgId', (call) => ok(call.show(organisationOf(call, call.param('orgId'))))),
	patch(
		'/organisation/:orgId',
		async (call) => {
			const changes = cleared(parseBody(shapes.updateOrganisation, call.body));
			await call.write((work) => {
				const organisation = organisationOf(work, call.param('orgId'));
				const other = changes.name === undefined ? undefined : work.store.table('organisation').firstBy('name', changes.name);
				if (other !== undefined && other._id !== organisation._id) throw createError(`Organisation ${other.name} already exist`);
				record(work, 'update', work.update('organisation', organisation, changes), detailsOf(changes));
			});
			return noContent;
		},
		{ permissions: ['manageOrganisation'] },
	),
	get('/organisation/:orgId/avatar/:fileHash', (call) => {
		const { avatar } = organisationOf(call, call.param('orgId'));
		if (avatar === undefined || avatar !== call.param('fileHash')) throw notFound('Avatar', call.param('fileHash'));
		return { status: 200, headers: { 'content-type': 'image/png' }, stream: call.instance.files.stream(avatar) };
	}),
	get('/organisation/:orgId/links', (call) =>
		ok(
			organisationOf(call, call.param('orgId')).links.map(({ toOrganisation, linkType, otherLinkType }) => ({
				linkType,
				otherLinkType,
				organisation: call.show(findOrganisation(call, toOrganisation)),
			})),
		),
	),
	put(
		'/organisation/:orgId/links',
		async (call) => {
			const input = parseBody(shapes.organisationLinks, call.body);
			await call.write((work) => {
				const from = organisationOf(work, call.param('orgId'));
				for (const { toOrganisation } of from.links) unlink(work, from, findOrganisation(work, toOrganisation));
				for (const one of input.links ?? []) {
					link(work, from, findOrganisation(work, one.toOrganisation), one.linkType, one.otherLinkType);
				}
			});
			return { status: 201 };
		},
		{ permissions: ['manageOrganisation'] },
	),
	put(
		'/organisation/:orgId/link/:otherOrgId',
		async (call) => {
			const input = parseBody(shapes.organisationLink, call.body ?? {});
			await call.write((work) =>
				link(
					work,
					organisationOf(work, call.param('orgId')),
					organisationOf(work, call.param('otherOrgId')),
					input.linkType ?? LINK,
					input.otherLinkType ?? LINK,
				),
			);
			return { status: 201 };
		},
		{ permissions: ['manageOrganisation'] },
	),
	remove(
		'/organisation/:orgId/link/:otherOrgId',
		async (call) => {
			await call.write((work) =>
				unlink(work, organisationOf(work, call.param('orgId')), organisationOf(work, call.param('otherOrgId'))),
			);
			return noContent;
		},
		{ body: 'none', permissions: ['manageOrganisation'] },
	),
];
