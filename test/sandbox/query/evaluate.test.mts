import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../json.mts';
import { initialOperations } from './initial.mts';
import { HOUR, NOW, makeFixture } from './fixture.mts';
import type { Fixture } from './fixture.mts';

describe('query', () => {
	let fixture: Fixture;
	beforeAll(async () => {
		fixture = await makeFixture();
	});
	const alerts = { _name: 'listAlert' };
	const sort = (...fields: readonly Json[]) => ({ _name: 'sort', _fields: fields });
	const ask = (...query: readonly Json[]) => fixture.ask({ query });

	it.each<[string, Json[], string[]]>([
		['ascending', [{ severity: 'asc' }, { title: 'asc' }], ['Phishing mail', 'Port scan', '[SIEM integration] abc-123', 'Malware Detected']],
		['descending', ['-severity', '+title'], ['Malware Detected', 'Port scan', '[SIEM integration] abc-123', 'Phishing mail']],
		['bare name', ['_createdAt'], ['Phishing mail', 'Malware Detected', 'Port scan', '[SIEM integration] abc-123']],
		['missing values last', [{ importedDate: 'asc' }, { title: 'asc' }], ['Malware Detected', 'Phishing mail', 'Port scan', '[SIEM integration] abc-123']],
		['missing values last when descending', [{ importedDate: 'desc' }, { title: 'asc' }], ['Malware Detected', 'Phishing mail', 'Port scan', '[SIEM integration] abc-123']],
		['a custom field', [{ 'customFields.affected-hosts': 'desc' }], ['Malware Detected', 'Phishing mail', 'Port scan', '[SIEM integration] abc-123']],
		['a field without an index: no rows', [{ importDate: 'asc' }], []],
	])('sort: %s', (_name, fields, titles) => {
		expect(fixture.names(alerts, sort(...fields))).toEqual(titles);
	});

	it('a page of a sort is the page of the whole', () => {
		const whole = fixture.names({ _name: 'listObservable' }, sort({ data: 'asc' }));
		const page = fixture.names({ _name: 'listObservable' }, sort({ data: 'asc' }), { _name: 'page', from: 1, to: 2 });
		expect(page).toEqual(whole.slice(1, 2));
	});

	it('page tells the total when asked', () => {
		const answer = ask(alerts, { _name: 'page', from: 1, to: 2, extraData: ['total', 'procedureCount', 'unheard-of'] });
		expect(answer).toMatchObject({ total: 4, body: [{ title: 'Malware Detected', extraData: { procedureCount: 1 } }] });
		expect(ask(alerts, { _name: 'page', from: 0, to: 1 }).total).toBeUndefined();
	});

	it.each<[string, Json[], Json]>([
		['count', [alerts, { _name: 'count' }], 4],
		['limitedCount', [alerts, { _name: 'limitedCount' }], 4],
		['countAlert', [{ _name: 'countAlert' }], 4],
		['countImportedAlert', [{ _name: 'countImportedAlert' }], 1],
		['countUnreadAlert', [{ _name: 'countUnreadAlert' }], 3],
		['countCase', [{ _name: 'countCase' }], 2],
		['similarAlertLightCount', [{ _name: 'getAlert', idOrName: 'siem;wazuh;r-0' }, { _name: 'similarAlertLightCount' }], 2],
		['an unknown id', [{ _name: 'getCase', idOrName: '~1' }, { _name: 'tasks' }], []],
		['field', [alerts, { _name: 'aggregation', _agg: 'field', _field: 'severity', _order: ['-count'] }], { 1: { count: 1 }, 2: { count: 2 }, 4: { count: 1 } }],
		['field, selected', [alerts, { _name: 'aggregation', _agg: 'field', _field: 'source', _select: [{ _agg: 'max', _field: 'severity' }, { _agg: 'avg', _field: 'severity', _name: 'mean' }] }], { wazuh: { max_severity: 2, mean: 1.5 }, splunk: { max_severity: 4, mean: 3 } }],
		['field of a list', [alerts, { _name: 'aggregation', _agg: 'field', _field: 'tags', _size: 2 }], { mail: { count: 1 }, phishing: { count: 1 } }],
		['sum', [alerts, { _name: 'aggregation', _agg: 'sum', _field: 'severity' }], { sum_severity: 9 }],
		['counted with a query', [alerts, { _name: 'aggregation', _agg: 'count', _query: { severity: 2 } }], { count: 2 }],
		['time', [alerts, { _name: 'filter', _gte: { _field: '_createdAt', _value: NOW - 3 * HOUR } }, { _name: 'aggregation', _agg: 'time', _fields: ['_createdAt'], _interval: '1d' }], { [Math.floor(NOW / 86_400_000) * 86_400_000]: { count: 2 } }],
	])('%s', (_name, query, body) => {
		expect(ask(...query).body).toEqual(body);
	});

	it.each<[string, Json[], string[]]>([
		['alerts of a case', [{ _name: 'getCase', idOrName: '1' }, { _name: 'alerts' }], ['Malware Detected']],
		['case of an alert', [{ _name: 'getAlert', idOrName: 'siem;splunk;r-1' }, { _name: 'case' }], ['Malware Detected']],
		['cases of alerts', [alerts, { _name: 'case' }, { _name: 'dedup' }], ['Malware Detected']],
		['observables of a case', [{ _name: 'getCase', idOrName: '1' }, { _name: 'observables' }], ['203.0.113.7', '198.51.100.1']],
		['tasks', [{ _name: 'listTask' }, sort('order')], ['One', 'Two']],
		['my tasks', [{ _name: 'myTasks' }], ['Two']],
		['waiting tasks in cases', [{ _name: 'waitingTasks' }, { _name: 'inCase' }], ['One', 'Two']],
		['case of tasks', [{ _name: 'listTask' }, { _name: 'filter', title: 'One' }, { _name: 'case' }], ['Quiet']],
		['the user', [{ _name: 'currentUser' }], ['Ana']],
		['assignable users', [{ _name: 'getCase', idOrName: '1' }, { _name: 'assignableUsers' }], ['Ana']],
		['observables of alerts', [{ _name: 'listObservable' }, { _name: 'fromCase' }, sort('data')], ['198.51.100.1', '203.0.113.7']],
		['task groups', [{ _name: 'getCase', idOrName: '2' }, { _name: 'taskGroups' }], ['default']],
		['pattern by technique id', [{ _name: 'getPattern', idOrName: 'T1059.001' }], ['PowerShell']],
		['output', [alerts, { _name: 'filter', severity: 4 }, { _name: 'output' }], ['Malware Detected']],
	])('%s', (_name, query, names) => {
		expect(fixture.names(...query).map((name) => (name === 'ana@soc.test' ? 'Ana' : name))).toEqual(names);
	});

	it('similar cases, light and full', () => {
		const alert = { _name: 'getAlert', idOrName: 'siem;wazuh;r-0' };
		expect(ask(alert, { _name: 'similarCasesLight' }).body).toMatchObject([
			{ number: 1, similarObservableCount: 1, observableCount: 2, linksCount: 1, linkedWith: { ip: ['203.0.113.7'] } },
		]);
		expect(ask(alert, { _name: 'similarCases' }).body).toMatchObject([
			{ case: { number: 1 }, similarObservableCount: 1, observableCount: 2, observableTypes: { ip: 1 }, iocCount: 0 },
		]);
	});

	it('includes win over excludes', () => {
		const query = [alerts, { _name: 'filter', severity: 4 }];
		expect(fixture.ask({ query, includeFields: ['title'], excludeFields: ['title'] }).body).toEqual([{ title: 'Malware Detected' }]);
		expect(fixture.ask({ query, excludeFields: ['title'] }).body).not.toMatchObject([{ title: 'Malware Detected' }]);
	});

	it.each<[string, Json]>([
		['no query', {}],
		['an empty query', { query: [] }],
		['a query that is no list', { query: { _name: 'listAlert' } }],
		['an unknown beginning', { query: [{ _name: 'listNothing' }] }],
		['an operation of another kind', { query: [{ _name: 'listAlert' }, { _name: 'tasks' }] }],
		['something after a count', { query: [{ _name: 'listAlert' }, { _name: 'count' }, { _name: 'page', from: 0, to: 1 }] }],
		['a page without its end', { query: [{ _name: 'listAlert' }, { _name: 'page', from: 0 }] }],
		['a window beyond 10,000', { query: [{ _name: 'listAlert' }, { _name: 'page', from: 9_999, to: 10_001 }] }],
		['a direction that is none', { query: [{ _name: 'listAlert' }, { _name: 'sort', _fields: [{ title: 'up' }] }] }],
		['a sort on an unknown field', { query: [{ _name: 'listAlert' }, { _name: 'sort', _fields: ['nope'] }] }],
		['a sort without fields', { query: [{ _name: 'listAlert' }, { _name: 'sort', fields: ['title'] }] }],
		['a get without a name', { query: [{ _name: 'getAlert' }] }],
	])('refuses %s', (_name, body) => {
		expect(() => fixture.ask(body)).toThrow(expect.objectContaining({ status: 400 }));
	});

	it('an unknown operation lists those there are', () => {
		expect(() => ask({ _name: 'listNothing' })).toThrow(/listAlert/);
	});

	it.each([...initialOperations.keys()].filter((name) => name.startsWith('list') && name !== 'listAuditFromObject'))('%s answers', (name) => {
		expect(Array.isArray(ask({ _name: name }).body)).toBe(true);
	});
});
