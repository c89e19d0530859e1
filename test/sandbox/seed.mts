import type { Instance } from './instance.mts';
import { Cast } from './seed/cast.mts';
import { connectCortex } from './seed/cortex.mts';
import { leaveEvidence } from './seed/evidence.mts';
import { ADMIN_LOGIN } from './seed/fresh.mts';
import { INTAKE, makeHistory } from './seed/history.mts';
import {
	makeCustomFields,
	makeKnowledge,
	makeOrganisations,
	makePeople,
	makeTemplates,
} from './seed/organisation.mts';

export const SEED_ORGANISATION = 'soc';
/** Linked with `soc`; some cases are shared with it. */
export const SEED_CLIENT_ORGANISATION = 'client';
/** Org-admin of organisation `soc`. */
export const SEED_LOGIN = 'analyst@soc.local';
export const SEED_PASSWORD = 'analyst';
/** API key of `analyst@soc.local`. 32 characters, like a real one. */
export const SEED_API_KEY = 'c2FuZGJveC1zb2Mtb3JnYWRtaW4ta2V5';
/** API key of `viewer@soc.local`, who may only read. */
export const SEED_READONLY_API_KEY = 'c2FuZGJveC1zb2MtcmVhZG9ubHkta2V5';
/** API key of `contact@client.local`, org-admin of organisation `client`. */
export const SEED_CLIENT_API_KEY = 'c2FuZGJveC1jbGllbnQtb3JnYWRta2V5';

const DAY_MS = 86_400_000;

/** Fills a fresh instance with a believable security operations centre: two organisations and weeks of work. */
export async function seedSoc(instance: Instance): Promise<void> {
	const cast = new Cast(instance);
	const founded = instance.now() - 60 * DAY_MS;
	await cast.act(ADMIN_LOGIN, founded, (work) => {
		makeOrganisations(work, {
			[SEED_ORGANISATION]: 'Security operations centre of ACME',
			[SEED_CLIENT_ORGANISATION]: 'Subsidiary that ACME watches over',
		});
		const soc = { organisation: SEED_ORGANISATION };
		makePeople(work, [
			{ ...soc, login: SEED_LOGIN, name: 'Alex Analyst', profile: 'org-admin', apiKey: SEED_API_KEY, password: SEED_PASSWORD },
			{ ...soc, login: 'viewer@soc.local', name: 'Vera Viewer', profile: 'read-only', apiKey: SEED_READONLY_API_KEY },
			{ ...soc, login: 'maria.lopez@soc.local', name: 'Maria Lopez', profile: 'analyst', password: SEED_PASSWORD },
			{ ...soc, login: 'ken.tanaka@soc.local', name: 'Ken Tanaka', profile: 'analyst', password: SEED_PASSWORD },
			{ ...soc, login: INTAKE, name: 'Alert intake', profile: 'analyst', type: 'Service' },
			{
				login: 'contact@client.local',
				name: 'Chris Contact',
				profile: 'org-admin',
				organisation: SEED_CLIENT_ORGANISATION,
				apiKey: SEED_CLIENT_API_KEY,
			},
		]);
		makeCustomFields(work);
		connectCortex(work);
	});
	await cast.act(SEED_LOGIN, founded + DAY_MS, (work) => {
		makeTemplates(work);
		makeKnowledge(work);
	});
	await makeHistory(cast);
	await leaveEvidence(cast);
}
