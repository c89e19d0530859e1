import { attach } from '../behaviour/attachment.mts';
import { createObservables } from '../behaviour/observable.mts';
import { record, touch } from '../behaviour/record.mts';
import { addLog } from '../behaviour/task.mts';
import type { Cast } from './cast.mts';
import { HANDLERS } from './history.mts';

const mail = [
	'From: billing@invoice-portal4.example',
	'To: a.novak@acme.example',
	'Subject: Your document is waiting',
	'Content-Type: text/plain',
	'',
	'Please confirm your account: https://invoice-portal4.example/login',
	'',
].join('\r\n');

const timeline = 'time,host,event\n2026-04-01T08:12:00Z,FIN-LT-014,mail opened\n2026-04-01T08:14:10Z,FIN-LT-014,powershell.exe started\n';

async function store(cast: Cast, name: string, contentType: string, text: string) {
	const received = await cast.instance.files.put(Buffer.from(text));
	return { field: 'attachment', name, contentType, ...received };
}

/** Puts files and analysis reports into some of the cases. */
export async function leaveEvidence(cast: Cast): Promise<void> {
	const { chance, instance } = cast;
	const sample = await store(cast, 'document-waiting.eml', 'message/rfc822', mail);
	const sheet = await store(cast, 'timeline.csv', 'text/csv', timeline);
	const cases = [...instance.store.table('case').all()];
	for (const [index, row] of cases.entries()) {
		const at = row._createdAt + 30 * 60_000;
		const handler = row.assignee ?? HANDLERS[0];
		if (index % 6 === 0) {
			await cast.act(handler, at, (work) => {
				record(work, 'create', attach(work, row._id, 'case', sheet));
				touch(work, row._id);
			});
			await cast.act(handler, at + 60_000, (work) => createObservables(work, row, [{ dataType: 'file', tags: ['mail'] }], [sample]));
		}
		if (index % 9 === 0) {
			const task = instance.store.table('task').by('parent', row._id)[0];
			if (task !== undefined) {
				await cast.act(handler, at + 120_000, (work) => addLog(work, task, { message: 'Timeline attached.' }, [sheet]));
			}
		}
		await cast.act(handler, at + 180_000, (work) => {
			for (const observable of work.store.table('observable').by('parent', row._id)) {
				if (!['ip', 'domain', 'hash', 'url'].includes(observable.dataType) || !chance.happens(0.6)) continue;
				const detections = observable.ioc ? chance.between(8, 60) : chance.between(0, 2);
				const level = detections > 5 ? 'malicious' : detections > 0 ? 'suspicious' : 'safe';
				const taxonomies = [{ level, namespace: 'VT', predicate: 'GetReport', value: `${detections}/92` }];
				work.put('observable', { ...observable, reports: { VirusTotal_GetReport_3_1: { taxonomies } } });
			}
		});
	}
}
