import { addProcedure } from '../behaviour/procedure.mts';
import { createAlert } from '../behaviour/alert.mts';
import { createCase } from '../behaviour/case.mts';
import { createObservables } from '../behaviour/observable.mts';
import { promoteAlert } from '../behaviour/import.mts';
import { actorOf } from '../http/authentication.mts';
import { Instance } from '../instance.mts';
import type { Json } from '../json.mts';
import { isList, isObject } from '../json.mts';
import { makeCustomFields, makeOrganisations, makePeople } from '../seed/organisation.mts';
import { seedFresh } from '../seed/fresh.mts';
import { FileStore } from '../store/files.mts';
import type { Actor } from '../store/work.mts';
import { SERVER_TIMINGS } from '../stream/stream.mts';
import { evaluateQuery } from './evaluate.mts';
import type { Answer } from './evaluate.mts';

/** The clock of the fixture: 15 March 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 2, 15, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Fixture {
	readonly instance: Instance;
	readonly actor: Actor;
	/** Answers a body of `POST /query`. */
	ask(body: Json): Answer;
	/** Titles (or data, login, name) of the rows a chain answers. */
	names(...operations: readonly Json[]): string[];
}

const alerts = [
	{ title: 'Phishing mail', severity: 1, tags: ['mail', 'phishing'], age: 5 * DAY, fields: { 'business-unit': 'Finance', 'affected-hosts': 3 } },
	{ title: 'Malware Detected', severity: 4, tags: ['malware'], age: 3 * DAY, fields: { 'affected-hosts': 10, 'data-breach': true } },
	{ title: 'Port scan', severity: 2, tags: [], age: 2 * HOUR, fields: {} },
	{ title: '[SIEM integration] abc-123', severity: 2, tags: ['Mail'], age: HOUR, fields: { ticket: 'https://tickets.example/7' } },
] as const;

/** Four alerts, the second imported into the first of two cases, in organisation `soc`. */
export async function makeFixture(): Promise<Fixture> {
	const instance = new Instance({ timings: SERVER_TIMINGS, files: new FileStore(), clock: () => NOW, cortexJobMs: 0 });
	await seedFresh(instance);
	const { store } = instance;
	const as = (login: string): Actor => {
		const user = store.table('user').firstBy('login', login);
		if (user === undefined) throw new Error(`nobody is called ${login}`);
		return actorOf(store, user);
	};
	await instance.write(as('admin@thehive.local'), (work) => {
		makeOrganisations(work, { soc: 'one', far: 'two' });
		makePeople(work, [
			{ login: 'ana@soc.test', name: 'Ana', profile: 'org-admin', organisation: 'soc' },
			{ login: 'far@far.test', name: 'Far', profile: 'org-admin', organisation: 'far' },
		]);
		makeCustomFields(work);
	});
	const actor = as('ana@soc.test');
	for (const [index, { title, severity, tags, age, fields }] of alerts.entries()) {
		instance.faults.nextStamp = NOW - age;
		await instance.write(actor, (work) => {
			const alert = createAlert(
				work,
				{
					type: 'siem',
					source: index % 2 === 0 ? 'wazuh' : 'splunk',
					sourceRef: `r-${index}`,
					title,
					description: `Words about ${title}`,
					severity,
					tags: [...tags],
					date: NOW - age - HOUR,
					customFields: { ...fields },
					...(index === 1 ? { summary: 'ended well' } : {}),
				},
				[],
			);
			createObservables(work, alert, [{ dataType: 'ip', data: ['203.0.113.7', `198.51.100.${index}`] }], []);
			addProcedure(work, alert, { patternId: 'T1566.001', occurDate: 1 });
		});
	}
	await instance.write(actor, (work) => {
		const second = [...store.table('alert').all()][1];
		if (second !== undefined) promoteAlert(work, second, {});
	});
	await instance.write(actor, (work) => createCase(work, { title: 'Quiet', description: 'd', tasks: [{ title: 'One' }, { title: 'Two', assignee: 'ana@soc.test' }] }));
	await instance.write(as('far@far.test'), (work) =>
		createAlert(work, { type: 't', source: 's', sourceRef: 'r', title: 'Elsewhere', description: '' }, []),
	);
	const ask = (body: Json) => evaluateQuery(body, instance.scope(actor));
	return {
		instance,
		actor,
		ask,
		names: (...operations) => {
			const { body } = ask({ query: operations });
			if (!isList(body)) throw new Error('not a list');
			return body.map((row) => (isObject(row) ? String(row['title'] ?? row['data'] ?? row['login'] ?? row['name']) : String(row)));
		},
	};
}
