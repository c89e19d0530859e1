import { describe, expect, it } from 'vitest';
import { Client } from '../sandbox/client.mts';
import { outcomeOf, playbookBed } from './playbookBed.mts';

const SOC_NODES = ['Onboarding case', 'Share it'];

describe('The playbook "MSSP client onboarding"', async () => {
	const bed = await playbookBed('mssp-onboarding', {
		permissions: ['manageCase/create', 'manageShare'],
		credentials: [
			{
				type: 'theHive5Api',
				data: ({ url }) => ({ url, authentication: 'basicAuth', login: 'admin@thehive.local', password: 'secret' }),
				nodes: ({ name, type }) => type.startsWith('n8n-nodes-thehive.') && !SOC_NODES.includes(name),
			},
		],
	});
	const { theHive, sandbox } = bed;
	const admin = Client.withLogin(sandbox.url, 'admin@thehive.local', 'secret');
	const order = {
		client: 'globex',
		description: 'Globex Corporation',
		users: [{ login: 'ciso@globex.example', name: 'Hank Scorpio', profile: 'org-admin' }, { login: 'it@globex.example', name: 'Bo Marsh' }],
	};

	it('sets up organisation, users and link, and shares the first case with the client', async () => {
		const { client } = bed.n8n();
		const answer = await client.callWebhook('mssp-onboarding', order);
		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		expect(answer).toMatchObject({ status: 201, body: { organisation: 'globex', users: ['ciso@globex.example', 'it@globex.example'] } });

		expect((await admin.get('/organisation/globex')).object).toMatchObject({ name: 'globex', description: 'Globex Corporation' });
		expect((await admin.get('/organisation/globex/links')).text).toContain('soc');
		expect((await admin.get('/user/it@globex.example')).object).toMatchObject({ name: 'Bo Marsh', organisation: 'globex', profile: 'analyst' });

		const { text: key } = await admin.post('/user/ciso@globex.example/key/renew');
		const { rows: [shared, ...others] } = await Client.withKey(sandbox.url, key).query({ _name: 'listCase' });
		expect(others).toEqual([]);
		expect(shared).toMatchObject({ title: 'Onboarding of Globex Corporation', tags: expect.arrayContaining(['onboarding', 'client:globex']) });
		const { rows: tasks } = await Client.withKey(sandbox.url, key).query({ _name: 'getCase', idOrName: String(shared?.['_id']) }, { _name: 'tasks' });
		expect(tasks.map(({ title }) => title)).toContain('Connect log sources');
		expect(await theHive.get(`/case/${String(shared?.['_id'])}`)).toMatchObject({ status: 200 });
	});

	it('answers with what TheHive said when the client is there already', async () => {
		const answer = await bed.n8n().client.callWebhook('mssp-onboarding', order);
		expect(answer).toMatchObject({ status: 502, body: { message: expect.stringMatching(/exist/i) } });
	});
});
