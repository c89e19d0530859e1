import { describe, expect, it } from 'vitest';
import { SEED_READONLY_API_KEY } from '../sandbox/seed.mts';
import { outcomeOf, playbookBed } from './playbookBed.mts';
import { startService } from './service.mts';

interface ChatRequest {
	messages: Array<{ role: string; content: unknown; tool_call_id?: string }>;
	tools: Array<{ function: { name: string; description: string; parameters: { properties?: Record<string, unknown> } } }>;
	stream?: boolean;
}

const ASKED = [
	{ id: 'call_1', name: 'The_alert', arguments: {} },
	{ id: 'call_2', name: 'Seen_before', arguments: { value: '203.0.113.200' } },
	{ id: 'call_3', name: 'Search_cases', arguments: { words: 'beaconing' } },
];
const CONCLUSION = '## Summary\n\nBeaconing to 203.0.113.200, seen in one case before.';

/** The answer of a chat model that calls tools first and concludes when it has their results. */
function completion({ messages }: ChatRequest) {
	const hasResults = messages.some(({ role }) => role === 'tool');
	return {
		id: 'chatcmpl-test',
		object: 'chat.completion',
		created: 1_763_640_000,
		model: 'gpt-4.1-mini',
		choices: [
			{
				index: 0,
				finish_reason: hasResults ? 'stop' : 'tool_calls',
				message: hasResults
					? { role: 'assistant', content: CONCLUSION }
					: { role: 'assistant', content: null, tool_calls: ASKED.map(({ id, name, arguments: given }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(given) } })) },
			},
		],
		usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
	};
}

describe('The playbook "AI triage agent"', async () => {
	const asked: ChatRequest[] = [];
	const model = await startService((app) => {
		app.post<{ Body: ChatRequest }>('/v1/chat/completions', async ({ body }) => {
			asked.push(body);
			return completion(body);
		});
	});
	const bed = await playbookBed('ai-triage-agent', {
		credentials: [
			{ type: 'openAiApi', data: { apiKey: 'sk-test', url: `${model.url}/v1` }, nodes: ({ type }) => type.endsWith('.lmChatOpenAi') },
			{ type: 'theHive5Api', data: ({ url }) => ({ url, authentication: 'apiKey', apiKey: SEED_READONLY_API_KEY }), nodes: ({ type }) => type.endsWith('.theHiveTool') },
		],
	});
	const { theHive } = bed;

	it('looks up the alert and its values with tools that only read, and comments', async () => {
		const caseId = (await theHive.post('/case', { title: 'Beaconing of WS-SALES-02', description: 'Earlier one' })).id;
		await theHive.post(`/case/${caseId}/observable`, { dataType: 'ip', data: ['203.0.113.200'], ioc: true });
		bed.sandbox.resetJournal();
		const alertId = (await theHive.post('/alert', {
			type: 'proxy', source: 'proxy-01', sourceRef: 'p-99', title: 'Beaconing to a rare address', description: 'Every 60 s', severity: 3,
			observables: [{ dataType: 'ip', data: '203.0.113.200' }],
		})).id;
		const created = bed.sandbox.requests.length;

		expect(outcomeOf(await bed.nextExecution())).toBe('success');
		const { rows: [comment] } = await theHive.query({ _name: 'getAlert', idOrName: alertId }, { _name: 'comments' });
		expect(comment?.['message']).toBe(`**Triage by the AI agent, to be checked by a person**\n\n${CONCLUSION}`);

		const [first, last] = [asked.at(0), asked.at(-1)];
		if (first === undefined || last === undefined) expect.fail('the model was not asked');
		expect(first.tools.map(({ function: { name } }) => name).sort()).toEqual(['Search_cases', 'Seen_before', 'Similar_records', 'The_alert']);
		expect(JSON.stringify(first.messages)).toContain('Beaconing to a rare address');
		expect(Object.keys(first.tools.find(({ function: { name } }) => name === 'Seen_before')?.function.parameters.properties ?? {})).toEqual(['value']);

		const answers = new Map(last.messages.filter(({ role }) => role === 'tool').map(({ tool_call_id: id, content }) => [id, JSON.stringify(content)]));
		expect(answers.get('call_1')).toContain('p-99');
		expect(answers.get('call_1')).toContain('203.0.113.200');
		expect(answers.get('call_2')).toContain(caseId);
		expect(answers.get('call_3')).toContain('Beaconing of WS-SALES-02');

		const writes = bed.sandbox.requests.slice(created).filter(({ method, path }) => method !== 'GET' && !/\/(query|stream)(\?|$)/.test(path));
		expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /api/v1/alert/${alertId}/comment`]);
	}, 60_000);
});
