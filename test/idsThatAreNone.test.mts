import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { AdminFixture } from './harness/adminFixture.mts';
import { startAdmin } from './harness/adminFixture.mts';

/** Lists of IDs whose expression gives something else: nothing is sent, and the field is named. */

let fixture: AdminFixture;

beforeAll(async () => {
	fixture = await startAdmin('case');
});
afterAll(async () => await fixture.close());

describe.each<[string, (ids: string) => INodeParameters]>([
	['Case IDs', (caseIds) => ({ resource: 'case', operation: 'merge', caseIds })],
	['Record IDs', (recordIds) => ({ resource: 'alert', operation: 'deleteMany', applyTo: 'list', recordIds, confirmSeveral: true })],
	['Share IDs', (shareIds) => ({ resource: 'share', operation: 'deleteMany', shareIds, confirmSeveral: true })],
])('%s', (field, parametersWith) => {
	it.each([
		['={{ ({ a: 1 }) }}', `needs an ID, not '{"a":1}'`],
		['={{ [{ a: 1 }, "~2"] }}', `needs an ID, not '{"a":1}'`],
		['=~1,{{ ({ a: 1 }) }}', "is '[object Object]', which is no ID"],
		['={{ "~1," + undefined }}', "is 'undefined', which is no ID"],
	])('refuses %s', async (ids, problem) => {
		const message = `'${field}' ${problem} [item 0]`;
		await fixture.expectRefusal(parametersWith(ids), new RegExp(`^${message.replace(/[[\]{}'.]/g, '\\$&')}$`));
	});
});
