import { expect, it } from 'vitest';
import { documentedEndpoints, documentIsHere, documentMissing } from '../harness/endpoints.mts';
import { routes } from './routes/index.mts';
import { openRoutes } from './routes/platform.mts';

/** Placeholders have other names on each side: only their places count. */
const comparable = (method: string, path: string) => `${method.toUpperCase()} ${path.replace(/:\w+|\{\w+\}/g, '{}')}`;

it('serves every documented operation but those its README names', ({ skip }) => {
	skip(!documentIsHere, documentMissing);
	const served = new Set([...routes.map(({ method, path }) => comparable(method, `/api/v1${path}`)), ...openRoutes.map(({ method, path }) => comparable(method, path))]);
	const missing = documentedEndpoints().map(({ method, path }) => comparable(method, path)).filter((endpoint) => !served.has(endpoint));
	expect(missing.filter((endpoint) => !endpoint.includes('/connector/email-intake/'))).toEqual(['POST /api/v1/connector/alert-feeder/test']);
	expect(missing).toHaveLength(12);
});
