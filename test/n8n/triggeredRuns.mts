import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One run of a workflow that our trigger started, as n8n's database has it. */
export interface TriggeredRun {
	/** Id of the execution. */
	id: string;
	/** Id of the event; of the first one where several were handed over together. */
	eventId: string;
	/** Events it was started with. */
	events: number;
	status: string;
	/** Epoch ms; nothing when it has not begun. */
	startedAt: number | undefined;
}

/** Where an n8n keeps its database. @param folder its user folder */
export function databaseIn(folder: string): string {
	return join(folder, '.n8n/database.sqlite');
}

/** n8n writes times of UTC without saying so. */
function millis(text: unknown): number | undefined {
	return typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T')}Z`) : undefined;
}

/**
 * The runs that our trigger has started, oldest first, by their deduplication key:
 * `thehive:workflow:node:instance:start:eventId`, or `…:batch:fingerprint:count:eventId`.
 * @param database n8n's SQLite file; n8n may be running
 */
export function triggeredRuns(database: string): TriggeredRun[] {
	const connection = new DatabaseSync(database, { readOnly: true, timeout: 10_000 });
	try {
		const rows = connection.prepare(`SELECT id, deduplicationKey AS key, status, startedAt FROM execution_entity WHERE deduplicationKey LIKE 'thehive:%' ORDER BY id`).all();
		return rows.map(({ id, key, status, startedAt }) => {
			const parts = String(key).split(':').slice(5);
			const isBatch = parts[0] === 'batch';
			return {
				id: String(id),
				eventId: parts.slice(isBatch ? 3 : 0).join(':'),
				events: isBatch ? Number(parts[2]) : 1,
				status: String(status),
				startedAt: millis(startedAt),
			};
		});
	} finally {
		connection.close();
	}
}
