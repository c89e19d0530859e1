import { describe, expect, it } from 'vitest';
import { resources } from '../nodes/TheHive/resources';
import type { Endpoint } from './harness/endpoints.mts';
import { coverageOf, documentedEndpoints, documentIsHere, documentMissing, requestsOf } from './harness/endpoints.mts';

const endpoint = (method: string, path: string): Endpoint => ({ method, path: `/api/v1${path}`, operationId: path, tags: [], deprecated: false });

describe('the comparison with the document', () => {
	const option = { name: 'Create', value: 'create', action: 'Create', description: 'Create', routing: { request: { method: 'POST', url: '/{parent}/comment' } } } as const;

	it('reads the requests of an operation, for a case and for an alert', () => {
		expect(requestsOf({ option, fields: [], alsoCalls: ['PATCH /comment/{commentId}'] })).toEqual(['POST /alert/{}/comment', 'POST /case/{}/comment', 'PATCH /comment/{}']);
	});

	it('goes by the places of placeholders, not by their names', () => {
		const operation = { option, fields: [], alsoCalls: ['GET /nowhere'] };
		const documented = [endpoint('POST', '/case/{idOrName}/comment'), endpoint('POST', '/case/{id}/page')];
		const { reached, missing, unknown } = coverageOf([{ name: 'Comment', value: 'comment', operations: [operation], startsWith: operation }], documented);
		expect(reached).toEqual([documented[0]]);
		expect(missing).toEqual([documented[1]]);
		expect(unknown).toEqual(['Comment → Create: POST /alert/{}/comment', 'Comment → Create: GET /nowhere']);
	});
});

describe.runIf(documentIsHere)('the node', () => {
	const coverage = documentIsHere ? coverageOf(resources, documentedEndpoints()) : { reached: [], missing: [], unknown: [] };

	it("reaches at least 160 of TheHive's documented operations by name", () => {
		expect(coverage.reached.length).toBeGreaterThanOrEqual(160);
	});

	it('says nothing of requests that the document does not know', () => {
		expect(coverage.unknown).toEqual([]);
	});
});

it.skipIf(documentIsHere)(documentMissing, () => undefined);
