import { createAlert, updateAlert } from '../behaviour/alert.mts';
import { updateCase } from '../behaviour/case.mts';
import { addComment } from '../behaviour/comment.mts';
import { mergeAlert, promoteAlert } from '../behaviour/import.mts';
import { addPage } from '../behaviour/page.mts';
import { shareCase } from '../behaviour/share.mts';
import { addLog, updateTask } from '../behaviour/task.mts';
import { record } from '../behaviour/record.mts';
import type { Alert, Case } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import type { Cast } from './cast.mts';
import { scenarios } from './scenarios.mts';
import type { Scenario } from './scenarios.mts';

const ALERTS = 240;
const DAYS = 45;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Who handles alerts and cases. */
export const HANDLERS = ['analyst@soc.local', 'maria.lopez@soc.local', 'ken.tanaka@soc.local'] as const;
/** Brings alerts in. */
export const INTAKE = 'automation@soc.local';
const UNITS = ['Finance', 'Engineering', 'Human Resources', 'Sales', 'Production'];

const findings = [
	'The mail went to {n} recipients, three opened the link.',
	'No process of that name on the other machines.',
	'Proxy logs show {n} requests, all blocked.',
	'The user confirmed: it was not them.',
	'Triage package collected, memory image on the evidence share.',
	'Sandbox verdict: malicious, drops a loader.',
];
const remarks = [
	'Called the user, laptop is offline now.',
	'Same sender as last week.',
	'Waiting for the proxy logs.',
	'Looks like the quarterly penetration test, asking the red team.',
	'Blocked at the firewall, change CHG-{n}.',
];

type Moment = { readonly alert: Alert; readonly scenario: Scenario; readonly at: number };

function phrase(cast: Cast, lines: readonly string[]): string {
	return cast.chance.pick(lines).replace('{n}', String(cast.chance.between(2, 900)));
}

function detectAlert(cast: Cast, index: number, at: number): Promise<Moment> {
	const { chance } = cast;
	const scenario = chance.pick(scenarios);
	const { title, description, observables } = scenario.detect(chance);
	const severity = chance.pick(scenario.severity);
	return cast.act(INTAKE, at, (work) => ({
		scenario,
		at,
		alert: createAlert(
			work,
			{
				type: scenario.type,
				source: scenario.source,
				sourceRef: `${scenario.source}-${100_000 + index * 37}`,
				title,
				description,
				severity,
				date: Math.round(at - chance.between(1, 40) * 60_000),
				tags: [...scenario.tags],
				tlp: scenario.type === 'intel' ? 1 : 2,
				pap: 2,
				observables,
				procedures: scenario.techniques.map((technique) => ({ ...technique, occurDate: Math.round(at) })),
				externalLink: `https://${scenario.source}.acme.example/event/${100_000 + index * 37}`,
				caseTemplate: scenario.template,
				customFields: { 'business-unit': chance.pick(UNITS) },
			},
			[],
		),
	}));
}

/** Closes an alert without a case. */
async function dismiss(cast: Cast, { alert, at }: Moment): Promise<void> {
	const status = cast.chance.pick(['FalsePositive', 'Ignored', 'Duplicate', 'FalsePositive']);
	await cast.act(cast.chance.pick(HANDLERS), at + cast.chance.between(5, 600) * 60_000, (work) =>
		updateAlert(work, alert, { status, summary: phrase(cast, remarks) }),
	);
}

/** The newest state of a row that is known to be there. */
function current(work: Work, row: Case): Case {
	return work.store.table('case').get(row._id) ?? row;
}

/** Works a case: tasks are done or begun, findings written down. */
async function investigate(cast: Cast, row: Case, handler: string, at: number, finished: boolean): Promise<void> {
	const { chance } = cast;
	const { store } = cast.instance;
	let now = at;
	for (const { _id } of store.table('task').by('parent', row._id)) {
		if (!finished && chance.happens(0.5)) continue;
		now += chance.between(10, 180) * 60_000;
		await cast.act(handler, now, (work) => {
			const task = store.table('task').get(_id);
			if (task === undefined) return;
			addLog(work, task, { message: phrase(cast, findings) }, []);
			const begun = store.table('task').get(_id);
			if (begun !== undefined && (finished || chance.happens(0.6))) updateTask(work, begun, { status: 'Completed' });
		});
	}
	await cast.act(handler, now + 60_000, (work) => {
		addComment(work, current(work, row), { message: phrase(cast, remarks) });
		if (chance.happens(0.5)) {
			addPage(work, current(work, row), { title: 'Shift handover', category: 'Handover', content: `${phrase(cast, findings)}\n\n${phrase(cast, remarks)}` });
		}
		if (chance.happens(0.4)) {
			const event = work.put('customEvent', { ...work.stamp('customEvent'), caseId: row._id, date: Math.round(at), title: 'First contact with the user' });
			record(work, 'create', event);
		}
	});
}

async function close(cast: Cast, row: Case, handler: string, at: number): Promise<void> {
	const { chance } = cast;
	const status = chance.pick(['TruePositive', 'TruePositive', 'TruePositive', 'FalsePositive', 'Indeterminate', 'Other']);
	await cast.act(handler, at, (work) =>
		updateCase(work, current(work, row), {
			status,
			impactStatus: status === 'TruePositive' ? chance.pick(['WithImpact', 'NoImpact']) : 'NotApplicable',
			summary: `${phrase(cast, findings)} ${phrase(cast, remarks)}`,
		}),
	);
}

async function openCase(cast: Cast, { alert, scenario, at }: Moment, shared: boolean): Promise<void> {
	const { chance } = cast;
	const handler = chance.pick(HANDLERS);
	const opened = at + chance.between(10, 240) * 60_000;
	const row = await cast.act(handler, opened, (work) => {
		updateAlert(work, alert, { status: 'InProgress', assignee: handler });
		const fresh = work.store.table('alert').get(alert._id) ?? alert;
		return promoteAlert(work, fresh, scenario.template === undefined ? { tasks: [{ title: 'Triage' }, { title: 'Decide' }] } : {});
	});
	const untouched = cast.instance.now() - opened < 2 * DAY_MS && chance.happens(0.5);
	if (untouched) return;
	await cast.act(handler, opened + 60_000, (work) => {
		updateCase(work, current(work, row), {
			status: 'InProgress',
			customFields: {
				'affected-hosts': chance.between(1, 40),
				'loss-estimate': chance.between(0, 50_000) + 0.5,
				'data-breach': chance.happens(0.2),
				'first-seen': Math.round(at - chance.between(1, 72) * HOUR_MS),
				ticket: `https://tickets.acme.example/INC-${chance.between(10_000, 99_999)}`,
			},
		});
		if (shared) {
			shareCase(work, current(work, row), { organisation: 'client', profile: 'analyst', taskRule: 'autoShare', observableRule: 'autoShare' });
		}
	});
	const old = cast.instance.now() - opened > 10 * DAY_MS;
	const finished = old ? chance.happens(0.85) : chance.happens(0.3);
	await investigate(cast, row, handler, opened + 5 * 60_000, finished);
	if (finished) await close(cast, row, handler, opened + chance.between(6, 60) * HOUR_MS);
}

/** Weeks of alerts, and the cases that came of some of them. */
export async function makeHistory(cast: Cast): Promise<void> {
	const { chance, instance } = cast;
	const start = instance.now() - DAYS * DAY_MS;
	const step = (DAYS * DAY_MS - HOUR_MS) / ALERTS;
	let cases = 0;
	let last: Case | undefined;
	for (let index = 0; index < ALERTS; index += 1) {
		const at = start + step * index + chance.between(0, Math.floor(step / 2));
		const moment = await detectAlert(cast, index, at);
		const recent = index > ALERTS - 45;
		if (moment.alert.severity >= 3 && chance.happens(recent ? 0.15 : 0.4)) {
			cases += 1;
			await openCase(cast, moment, cases % 12 === 0);
			last = [...instance.store.table('case').all()].at(-1);
		} else if (recent) {
			if (chance.happens(0.2)) {
				await cast.act(chance.pick(HANDLERS), at + 5 * 60_000, (work) =>
					updateAlert(work, moment.alert, { status: chance.pick(['InProgress', 'Pending']), assignee: work.login }),
				);
			}
		} else if (last !== undefined && chance.happens(0.08) && instance.store.table('case').get(last._id)?.stage !== 'Closed') {
			const target = last._id;
			await cast.act(chance.pick(HANDLERS), at + 600_000, (work) => mergeAlert(work, moment.alert, target, { description: true, everything: true }));
		} else await dismiss(cast, moment);
	}
}
