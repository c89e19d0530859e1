import type { IDataObject } from 'n8n-workflow';
import type { EntityName, StampField } from './entities';
import type { Ledger } from './ledger';
import { changeKey, OVERLAP_MS } from './ledger';
import { newest, pages, stampOfRow } from './look';
import type { LookContext, Range } from './look';
import { observationOfRow } from './observation';
import { snapshotOf } from './snapshot';

/** Records read at the beginning, whose changes can then be told. */
const BASELINE_ROWS = 500;

/**
 * Decides where to begin with a kind of record: at the date that was given, or behind the newest record there is.
 * @param startDate epoch ms
 * @throws NodeApiError when TheHive cannot be read
 */
export async function begin(look: LookContext, ledger: Ledger, entity: EntityName, field: StampField, startDate: number | undefined): Promise<void> {
	const track = ledger.track(entity, field);
	if (startDate !== undefined) {
		track.cursor = startDate;
		track.floor = startDate;
		track.ready = true;
		return;
	}
	// records that the filter leaves out now are older than the beginning all the same
	const all: LookContext = { ...look, filterOf: () => undefined };
	const { rows, serverNow } = await newest(all, entity, field, BASELINE_ROWS);
	const last = rows[0];
	const cursor = (last && stampOfRow(last, field)) ?? 0;
	for (const row of rows) passOver(ledger, entity, field, row);
	if (field === '_updatedAt') await meet(all, ledger, entity);
	const oldest = rows.at(-1);
	const reached = rows.length < BASELINE_ROWS || ((oldest && stampOfRow(oldest, field)) ?? 0) < cursor - OVERLAP_MS;
	if (!reached) {
		const range: Range = { entity, field, from: cursor - OVERLAP_MS, until: cursor, keysOnly: entity !== 'comment' };
		for await (const page of pages(all, range)) for (const row of page.rows) passOver(ledger, entity, field, row);
	}
	ledger.advance(entity, field, cursor, serverNow);
	track.ready = true;
}

/** Remembers the newest records, so that what changes on them can be told. */
async function meet(all: LookContext, ledger: Ledger, entity: EntityName): Promise<void> {
	const { rows } = await newest(all, entity, '_createdAt', BASELINE_ROWS);
	for (const row of rows) {
		const observation = observationOfRow(entity, row);
		if (!observation || ledger.snapshot(entity, observation.id)) continue;
		ledger.remember(entity, observation.id, snapshotOf(entity, row, observation.updatedAt ?? 0));
	}
}

/** Notes a record that was there before: nothing to tell, but its state is known. */
function passOver(ledger: Ledger, entity: EntityName, field: StampField, row: IDataObject): void {
	const observation = observationOfRow(entity, row);
	const stamp = stampOfRow(row, field);
	if (!observation || stamp === undefined) return;
	ledger.settle({ entity, field, key: changeKey(field, observation.id, stamp), stamp });
	// rows that were read by key only have no state
	if (field === '_updatedAt' && Object.keys(row).length > 3) {
		ledger.remember(entity, observation.id, snapshotOf(entity, row, observation.updatedAt ?? 0));
	}
}
