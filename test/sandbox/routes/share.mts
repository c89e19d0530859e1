import { locate, locateCase } from '../behaviour/access.mts';
import { findOrganisation, findProfile, shareCase, unshareCase } from '../behaviour/share.mts';
import { record } from '../behaviour/record.mts';
import { created, get, noContent, ok, patch, post, put, remove } from '../http/call.mts';
import type { Call, Route } from '../http/call.mts';
import { parseBody } from '../input/attributes.mts';
import { ids, organisations, shares, updateShare } from '../input/shapes.mts';
import { notFound } from '../errors.mts';
import type { Observable, Share, Task } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** Shares of a case but the owner's own [T, L]. */
function externalShares(call: Pick<Call, 'store'>, caseId: string): Share[] {
	return call.store
		.table('share')
		.by('case', caseId)
		.filter(({ owner }) => !owner);
}

/** Shares of the case that carry this task or observable. */
export function childShares(call: Pick<Call, 'store'>, child: Task | Observable): Share[] {
	return externalShares(call, child.parentId).filter(({ organisationId }) => child.sharedWith.includes(organisationId));
}

function shareOf(work: Work, id: string): Share {
	const share = locate(work, 'share', id, 'manageShare');
	return share;
}

async function share(call: Call): Promise<Share[]> {
	const input = parseBody(shares, call.body);
	return call.write((work) => {
		const row = locateCase(work, call.param('caseId'), 'manageShare');
		return (input.shares ?? []).map((one) => shareCase(work, row, one));
	});
}

export const shareRoutes: readonly Route[] = [
	get('/case/:caseId/shares', (call) => {
		const row = locateCase(call, call.param('caseId'));
		return ok(externalShares(call, row._id).map((one) => call.show(one)));
	}),
	post('/case/:caseId/shares', async (call) => created((await share(call)).map((one) => call.show(one)))),
	put('/case/:caseId/shares', async (call) => {
		const made = await share(call);
		// Setting the shares takes back those that are not named.
		await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageShare');
			for (const known of externalShares(call, row._id)) {
				if (!made.some(({ _id }) => _id === known._id)) unshareCase(work, known);
			}
		});
		return ok(made.map((one) => call.show(one)));
	}),
	remove('/case/:caseId/shares', async (call) => {
		const input = parseBody(organisations, call.body);
		await call.write((work) => {
			const row = locateCase(work, call.param('caseId'), 'manageShare');
			for (const name of input.organisations ?? []) {
				const target = findOrganisation(work, name);
				const known = externalShares(call, row._id).find(({ organisationId }) => organisationId === target._id);
				if (known === undefined) throw notFound('Share', name);
				unshareCase(work, known);
			}
		});
		return noContent;
	}),
	remove('/case/shares', async (call) => {
		const input = parseBody(ids, call.body);
		await call.write((work) => {
			for (const id of input.ids) unshareCase(work, shareOf(work, id));
		});
		return noContent;
	}),
	patch('/case/share/:shareId', async (call) => {
		const input = parseBody(updateShare, call.body);
		await call.write((work) => {
			const known = shareOf(work, call.param('shareId'));
			const profile = findProfile(work, input.profile);
			record(work, 'update', work.update('share', known, { profileId: profile._id }), { profile: profile.name });
		});
		return noContent;
	}),
	remove(
		'/case/share/:shareId',
		async (call) => {
			await call.write((work) => unshareCase(work, shareOf(work, call.param('shareId'))));
			return noContent;
		},
		{ body: 'none' },
	),
	get('/sharingProfile', () =>
		ok([
			{
				name: 'default',
				description: 'Analysts of the other organisation, everything by hand',
				autoShare: false,
				editable: true,
				permissionProfile: 'analyst',
				taskRule: 'manual',
				observableRule: 'manual',
			},
			{
				name: 'full',
				description: 'Analysts of the other organisation, everything at once',
				autoShare: false,
				editable: true,
				permissionProfile: 'analyst',
				taskRule: 'autoShare',
				observableRule: 'autoShare',
			},
		]),
	),
];
