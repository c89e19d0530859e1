import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';
import { errorOf } from './executions.mts';
import { freePort } from './freePort.mts';
import { realN8n } from './realN8n.mts';
import { MANUAL, THE_HIVE, theHiveWorkflow } from './workflows.mts';

describe('The credential in a real n8n', async () => {
	const certificate = await pem('self-signed.crt');
	const sandbox = await startSandbox({ seed: 'soc' });
	const subPath = await startSandbox({ seed: 'soc', basePath: '/soc/thehive' });
	const selfSigned = await startSandbox({ seed: 'soc', tls: { cert: certificate, key: await pem('self-signed.key') } });
	const nobody = `http://127.0.0.1:${await freePort()}`;
	afterAll(async () => {
		await Promise.all([sandbox.close(), subPath.close(), selfSigned.close()]);
	});
	const n8n = realN8n();

	/** What n8n's test of the credential says, and what an operation with it does. */
	async function tryOut(name: string, fields: { url: string; apiKey?: string; ignoreSslIssues?: boolean; customCa?: string }) {
		const { client } = n8n();
		const data = { authentication: 'apiKey', apiKey: SEED_API_KEY, ...fields };
		const credential = await client.saveCredential(name, 'theHive5Api', data);
		const verdict = await client.testCredential(credential, data);
		const parameters = { resource: 'alert', operation: 'getAll', returnAll: false, limit: 1 };
		const workflow = await client.saveWorkflow(theHiveWorkflow(name, parameters, credential));
		const execution = await client.run(workflow.id, MANUAL);
		return { verdict, status: execution.status, error: errorOf(execution, THE_HIVE) };
	}

	it.each([
		['the plain address', { url: sandbox.url }],
		['a trailing slash', { url: `${sandbox.url}/` }],
		['a sub-path', { url: subPath.url }],
		['a sub-path and a trailing slash', { url: `${subPath.url}/` }],
		['a self-signed certificate that is to be ignored', { url: selfSigned.url, ignoreSslIssues: true }],
		['a self-signed certificate given as authority', { url: selfSigned.url, customCa: certificate }],
	])('works with %s', async (name, fields) => {
		const { verdict, status, error } = await tryOut(name, fields);
		expect(verdict.status, verdict.message).toBe('OK');
		expect(status, error?.message).toBe('success');
	});

	it.each([
		['a wrong API key', { url: sandbox.url, apiKey: 'wrong' }, /Unauthorized|authentication|API key/i],
		['an address where nobody listens', { url: nobody }, /ECONNREFUSED|refused|reach/i],
		['an address of something else', { url: `${subPath.url}/elsewhere` }, /404|not found|could not be found|no TheHive/i],
		['a self-signed certificate', { url: selfSigned.url }, /self.signed/i],
	])('says what is wrong with %s', async (name, fields, saying) => {
		const { verdict, error } = await tryOut(name, fields);
		expect(verdict).toMatchObject({ status: 'Error', message: expect.stringMatching(saying) });
		expect(`${error?.message} ${error?.description}`).toMatch(saying);
		expect(JSON.stringify([verdict, error])).not.toContain(SEED_API_KEY);
	});
});

async function pem(name: string): Promise<string> {
	return await readFile(new URL(`tls/${name}.pem`, import.meta.url), 'utf8');
}
