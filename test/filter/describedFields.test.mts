import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOptions } from '../../nodes/TheHive/loadOptions';
import { isObject } from '../../nodes/shared/values';
import type { NodeRunOptions } from '../harness/runNode.mts';
import { editorContext, runNode } from '../harness/runNode.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { SEED_API_KEY } from '../sandbox/seed.mts';

let sandbox: Sandbox;
let credential: NodeRunOptions['credential'];

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'soc' });
	credential = { url: sandbox.url, apiKey: SEED_API_KEY };
});

afterAll(async () => await sandbox.close());

const options = async (resource: string) => await loadOptions.getFilterFields.call(editorContext(credential, { resource }));
const describes = () => sandbox.requests.filter(({ path }) => path.includes('/describe/'));

/** Another address of the same server, for which nothing is kept yet. */
const freshly = (): NodeRunOptions['credential'] => ({ ...credential, url: `${sandbox.url}/` });

describe('the fields of the form', () => {
	it('are those built in, those the instance describes, and custom fields; each once, none without an index', async () => {
		const fields = await options('alert');
		const names = fields.map(({ value }) => String(value));
		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual(expect.arrayContaining(['_createdAt', 'stage', 'case', 'timeToDetectInHours', 'customFields.business-unit']));
		expect(names.filter((name) => name === 'importDate' || name.startsWith('computed.'))).toEqual([]);
	});

	it('tell what values they have, and which are long texts', async () => {
		const described = new Map((await options('case')).map(({ value, description }) => [value, description]));
		expect(described.get('stage')).toBe("TheHive's name: stage (one of New, InProgress, Closed)");
		expect(described.get('status')).toMatch(/one of .*TruePositive/);
		expect(described.get('severity')).toMatch(/Low, Medium, High or Critical/);
		expect(described.get('description')).toMatch(/only Contains and Contains Words/);
	});

	it('are read once', async () => {
		await options('observable');
		const before = describes().length;
		await options('observable');
		expect(describes()).toHaveLength(before);
	});

	it('are those built in where the key may not read them', async () => {
		sandbox.faults.failNext({ status: 403, times: 2, match: (_method, path) => /describe|customField/.test(path) });
		const fields = await loadOptions.getFilterFields.call(editorContext(freshly(), { resource: 'case' }));
		const names = fields.map(({ value }) => String(value));
		expect(names).toEqual(expect.arrayContaining(['_createdAt', 'title', 'owningOrganisation']));
		expect(names.filter((name) => name.startsWith('customFields.'))).toEqual([]);
	});
});

describe('the values of a rule', () => {
	const search = async (field: string, value: string, credentials = credential, resource = 'alert') => {
		const parameters = { resource, operation: 'getAll', within: 'all', filters: { rules: [{ field, operator: 'greaterOrEqual', value }] } };
		const run = await runNode({ credential: credentials, parameters });
		const sent: unknown = sandbox.requests.at(-1)?.requestBody;
		const query: unknown[] = isObject(sent) && Array.isArray(sent.query) ? sent.query : [];
		return { ...run, filter: query.filter(isObject).find(({ _name }) => _name === 'filter')?._gte };
	};

	it('go out by the described type where the field is not built in', async () => {
		const { error, filter } = await search('timeToDetectInHours', '0.5');
		expect(error).toBeUndefined();
		expect(filter).toEqual({ _field: 'timeToDetectInHours', _value: 0.5 });
	});

	it('go out without asking where it is', async () => {
		const before = describes().length;
		await search('severity', 'High', { ...credential, url: sandbox.url.replace('127.0.0.1', 'localhost') });
		expect(describes()).toHaveLength(before);
	});

	it('are refused by the described type, with nothing sent', async () => {
		const { error } = await search('timeToDetectInDays', 'long');
		expect(error?.message).toMatch(/'Filters' has a rule on timeToDetectInDays that needs a number, not 'long'/);
	});

	it('go out as they are where TheHive does not tell', async () => {
		sandbox.faults.failNext({ status: 404, match: (_method, path) => path.includes('/describe/task') });
		const { filter } = await search('timeToHandle', '={{ 5 }}', freshly(), 'task');
		expect(filter).toEqual({ _field: 'timeToHandle', _value: 5 });
	});

	it('of custom fields go out by their real type', async () => {
		const { error, filter } = await search('customFields.affected-hosts', '10');
		expect(error).toBeUndefined();
		expect(filter).toEqual({ _field: 'customFields.affected-hosts', _value: 10 });
	});

	it('are not guessed when TheHive cannot be asked', async () => {
		sandbox.faults.failNext({ status: 500, times: 10, match: (_method, path) => path.includes('/describe/task') });
		const { error } = await search('timeToHandleInDays', '3', { ...credential, url: sandbox.url.replace('127.0.0.1', 'localhost') }, 'task');
		expect(error?.message).toMatch(/500/);
		sandbox.faults.reset();
	});
});
