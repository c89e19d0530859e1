import { expect } from 'vitest';
import type { IDataObject, INodeExecutionData, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Client } from '../sandbox/client.mts';
import type { JsonObject } from '../sandbox/json.mts';
import { FILE, mark, newAlert, newCase, newCaseFile, newComment, newLog, newObservable, newPage, newTask } from './bundledNodeRecords.mts';

/** One run of an operation of n8n's bundled node: its parameters, and what must have come of it. */
export interface Sample {
	parameters: INodeParameters;
	/** @param items what the node put out */
	check: (items: INodeExecutionData[]) => void | Promise<void>;
}

/** Prepares a run, with things of its own to work on; the node gets one input item with a text file in `data`. */
export type Prepare = (thehive: Client) => Promise<Sample>;

const id = (value: string) => ({ __rl: true, mode: 'id', value });
const fields = (value: INodeParameters, matchingColumns: string[] = []): INodeParameters => ({ mappingMode: 'defineBelow', value, matchingColumns, schema: [] });
const filters = (...values: INodeParameters[]): INodeParameters => ({ values });
const attachmentsUi = { values: [{ field: 'data' }] };

const successful = (items: INodeExecutionData[], more: IDataObject = {}) => expect(items.map(({ json }) => json)).toEqual([{ success: true, ...more }]);
const one = (items: INodeExecutionData[], json: IDataObject) => expect(items.map((item) => item.json)).toMatchObject([json]);

/** Deletes what is at the path. */
function deletes(parameters: INodeParameters, thehive: Client, path: string): Sample {
	return {
		parameters,
		check: async (items) => {
			successful(items);
			expect((await thehive.get(path)).status).toBe(404);
		},
	};
}

/** Updates what is at the path. */
function updates(parameters: INodeParameters, thehive: Client, path: string, wanted: IDataObject, answer: IDataObject = {}): Sample {
	return {
		parameters,
		check: async (items) => {
			successful(items, answer);
			expect((await thehive.get(path)).object).toMatchObject(wanted);
		},
	};
}

/** The first responder for an object, run on it: it leaves a tag, where its object has tags. */
async function responds(thehive: Client, type: string, objectId: string, idParameter: NodeParameterValueType): Promise<Sample> {
	const [responder] = (await thehive.get(`/connector/cortex/responder/${type}/${objectId}`)).rows;
	return {
		parameters: { id: idParameter, responder: String(responder?.id) },
		check: (items) => one(items, { _type: 'Action', objectId, responderId: String(responder?.id) }),
	};
}

/** Rows of a query, by id. */
async function idsOf(thehive: Client, ...operations: JsonObject[]): Promise<unknown[]> {
	return (await thehive.query(...operations)).rows.map(({ _id }) => _id);
}

/** What every search is asked: filtered and sorted; all; counted. */
async function searches(kind: string, made: () => Promise<string>, field: string, scope: INodeParameters, thehive: Client): Promise<Record<string, Prepare>> {
	const wanted = await made();
	const [row] = (await thehive.query({ _name: `get${kind}`, idOrName: wanted })).rows;
	const value = String(row?.[field]);
	// long texts are found by their words only
	const found = filters({ field, operator: field === 'message' ? '_match' : '_eq', value });
	return {
		filtered: async () => ({
			parameters: { ...scope, returnAll: false, limit: 3, filters: found, sort: { fields: [{ field: '_createdAt', direction: 'desc' }] }, options: {} },
			check: (items) => one(items, { _id: wanted, [field]: value }),
		}),
		all: async () => {
			const count = Number((await thehive.query({ _name: `list${kind}` }, { _name: 'count' })).body);
			return { parameters: { ...scope, returnAll: true, filters: {}, sort: {}, options: {} }, check: (items) => expect(items).toHaveLength(count) };
		},
		counted: async () => ({
			parameters: { ...scope, returnAll: true, filters: found, sort: {}, options: { returnCount: true } },
			check: (items) => expect(items.map(({ json }) => json)).toEqual([{ count: 1 }]),
		}),
	};
}

async function searchesOf(thehive: Client): Promise<Record<string, Prepare>> {
	const kinds: Array<[key: string, kind: string, made: () => Promise<string>, field: string, scope: INodeParameters]> = [
		['alert', 'Alert', () => newAlert(thehive), 'title', {}],
		['case', 'Case', () => newCase(thehive), 'title', {}],
		['comment', 'Comment', () => newComment(thehive), 'message', { searchIn: 'all' }],
		['log', 'Log', async () => (await newLog(thehive)).log, 'message', { allTasks: true }],
		['observable', 'Observable', () => newObservable(thehive), 'data', { searchIn: 'all' }],
		['task', 'Task', () => newTask(thehive), 'title', { allCases: true }],
	];
	const all = await Promise.all(
		kinds.map(async ([key, kind, made, field, scope]) =>
			Object.entries(await searches(kind, made, field, scope, thehive)).map(([how, prepare]) => [`${key}.search ${how}`, prepare] as const),
		),
	);
	return Object.fromEntries(all.flat());
}

/** Runs of every operation, by `resource.operation`; further words tell several runs of one apart. */
export async function samplesOf(thehive: Client): Promise<Record<string, Prepare>> {
	return {
		'alert.create': async () => {
			const sourceRef = mark();
			return {
				parameters: { alertFields: fields({ title: 'Made', description: 'd', type: 't', source: 's', sourceRef, severity: 3, tags: 'a, b', date: '2026-01-02T03:04:05.000Z', status: 'Pending' }), observableUi: {} },
				check: (items) => one(items, { _type: 'Alert', sourceRef, tags: ['a', 'b'], date: Date.parse('2026-01-02T03:04:05.000Z'), severityLabel: 'HIGH', stage: 'InProgress' }),
			};
		},
		'alert.create with observables': async () => {
			const values = [{ dataType: 'ip', data: '203.0.113.77', message: 'm', tags: 'x,y' }, { dataType: 'file', binaryProperty: 'data', message: 'f', tags: '' }];
			return {
				parameters: { alertFields: fields({ title: 'Made', description: 'd', type: 't', source: 's', sourceRef: mark() }), observableUi: { values } },
				check: async (items) => {
					one(items, { observableCount: 2 });
					const found = (await thehive.query({ _name: 'getAlert', idOrName: String(items[0]?.json._id) }, { _name: 'observables' })).rows;
					expect(found.find(({ dataType }) => dataType === 'file')).toMatchObject({ attachment: { name: FILE.name, size: FILE.content.length } });
				},
			};
		},
		'alert.deleteAlert': async () => {
			const alert = await newAlert(thehive);
			return deletes({ alertId: id(alert) }, thehive, `/alert/${alert}`);
		},
		'alert.executeResponder': async () => {
			const alert = await newAlert(thehive);
			return await responds(thehive, 'alert', alert, id(alert));
		},
		'alert.get': async () => {
			const observables = [{ dataType: 'domain', data: `${mark()}.example` }];
			const [alert = '', similar = ''] = [await newAlert(thehive, { observables }), await newAlert(thehive, { observables })];
			return {
				parameters: { alertId: id(alert), options: { includeSimilarAlerts: true, includeSimilarCases: true } },
				check: (items) => one(items, { _id: alert, similarAlerts: [{ alert: { _id: similar } }], similarCases: [] }),
			};
		},
		'alert.merge': async () => {
			const [alert, kase] = [await newAlert(thehive), await newCase(thehive)];
			return {
				parameters: { alertId: id(alert), caseId: id(kase) },
				check: async (items) => {
					one(items, { _id: kase });
					expect((await thehive.get(`/alert/${alert}`)).object).toMatchObject({ caseId: kase, stage: 'Imported' });
				},
			};
		},
		'alert.promote': async () => {
			const name = mark();
			await thehive.post('/caseTemplate', { name, titlePrefix: '[P] ', tasks: [{ title: 'Triage' }] });
			const alert = await newAlert(thehive, { title: 'Promoted' });
			return { parameters: { alertId: id(alert), options: { caseTemplate: name } }, check: (items) => one(items, { _type: 'Case', title: '[P] Promoted' }) };
		},
		'alert.search by many operators': async () => {
			const title = `Operators ${mark()}`;
			const alert = await newAlert(thehive, { title, severity: 3, date: 1_700_000_000_000 });
			const found = filters(
				{ field: 'title', operator: '_startsWith', value: 'Operators' },
				{ field: 'title', operator: '_endsWith', value: title.slice(-4) },
				{ field: 'title', operator: '_like', value: 'perators' },
				{ field: 'title', operator: '_match', value: 'operators' },
				{ field: 'source', operator: '_in', values: 's, other' },
				{ field: 'source', operator: '_ne', value: 'other' },
				{ field: 'date', operator: '_between', from: 1_700_000_000_000, to: 1_700_000_000_001 },
				...['_gte', '_lte'].map((operator) => ({ field: 'severity', operator, value: 3 })),
				{ field: 'severity', operator: '_gt', value: 2 },
				{ field: 'severity', operator: '_lt', value: 4 },
			);
			return { parameters: { returnAll: false, limit: 5, filters: found, sort: {}, options: { extraData: ['relatedCase', 'procedureCount'] } }, check: (items) => one(items, { _id: alert, extraData: { procedureCount: 0 } }) };
		},
		'alert.status': async () => {
			const alert = await newAlert(thehive);
			return updates({ alertId: id(alert), status: 'Ignored' }, thehive, `/alert/${alert}`, { status: 'Ignored', stage: 'Closed' });
		},
		'alert.update': async () => {
			const alert = await newAlert(thehive);
			return updates({ alertUpdateFields: fields({ id: alert, severity: 4, addTags: 'new' }, ['id']) }, thehive, `/alert/${alert}`, { severity: 4, tags: ['new'] }, { updatedAlerts: 1 });
		},
		'alert.update by another field': async () => {
			const title = `Matched ${mark()}`;
			const alert = await newAlert(thehive, { title });
			await newAlert(thehive, { title });
			return updates({ alertUpdateFields: fields({ title, summary: 'seen' }, ['title']) }, thehive, `/alert/${alert}`, { summary: 'seen' }, { updatedAlerts: 2 });
		},
		'case.addAttachment': async () => {
			const kase = await newCase(thehive);
			return {
				parameters: { caseId: id(kase), attachmentsUi, options: { canRename: true } },
				check: (items) => one(items, { attachments: [{ _type: 'Attachment', name: FILE.name, size: FILE.content.length }] }),
			};
		},
		'case.create': async () => ({
			parameters: { caseFields: fields({ title: 'Made', description: 'd', severity: 1, startDate: '2026-01-02T03:04:05.000Z', tlp: 3, pap: 1, flag: true, tags: 'a' }) },
			check: (items) => one(items, { _type: 'Case', title: 'Made', tlpLabel: 'AMBER+STRICT', flag: true, startDate: Date.parse('2026-01-02T03:04:05.000Z') }),
		}),
		'case.deleteAttachment': async () => {
			const { kase, attachment } = await newCaseFile(thehive);
			return {
				parameters: { caseId: id(kase), attachmentId: attachment },
				check: async (items) => {
					successful(items);
					expect(await idsOf(thehive, { _name: 'getCase', idOrName: kase }, { _name: 'attachments' })).toEqual([]);
				},
			};
		},
		'case.deleteCase': async () => {
			const kase = await newCase(thehive);
			return deletes({ caseId: id(kase) }, thehive, `/case/${kase}`);
		},
		'case.executeResponder': async () => {
			const kase = await newCase(thehive);
			return await responds(thehive, 'case', kase, id(kase));
		},
		'case.get': async () => {
			const { kase } = await newCaseFile(thehive);
			return { parameters: { caseId: id(kase) }, check: (items) => one(items, { _id: kase, extraData: { attachmentCount: 1 } }) };
		},
		'case.getAttachment': async () => {
			const { kase, attachment } = await newCaseFile(thehive);
			return {
				parameters: { caseId: id(kase), attachmentId: attachment, options: {} },
				check: (items) => {
					one(items, { _id: attachment, caseId: kase, fileName: FILE.name });
					expect(items[0]?.binary?.data).toMatchObject({ fileName: FILE.name, fileSize: `${FILE.content.length} B` });
				},
			};
		},
		'case.getTimeline': async () => {
			const kase = await newCase(thehive);
			return { parameters: { caseId: id(kase) }, check: (items) => one(items, { events: [{ kind: 'Case' }] }) };
		},
		'case.update': async () => {
			const kase = await newCase(thehive);
			return updates({ caseUpdateFields: fields({ id: kase, status: 'TruePositive', impactStatus: 'NoImpact', summary: 'done' }, ['id']) }, thehive, `/case/${kase}`, { stage: 'Closed', impactStatus: 'NoImpact' }, { updated: 1 });
		},
		'comment.add': async () => {
			const kase = await newCase(thehive);
			return { parameters: { addTo: 'case', id: id(kase), message: 'Said' }, check: (items) => one(items, { _type: 'Comment', message: 'Said', isEdited: false }) };
		},
		'comment.add to an alert': async () => {
			const alert = await newAlert(thehive);
			return { parameters: { addTo: 'alert', id: id(alert), message: 'Said' }, check: (items) => one(items, { _type: 'Comment', message: 'Said' }) };
		},
		'comment.deleteComment': async () => {
			const kase = await newCase(thehive);
			const comment = await newComment(thehive, kase);
			return {
				parameters: { commentId: id(comment) },
				check: async (items) => {
					successful(items);
					expect(await idsOf(thehive, { _name: 'getCase', idOrName: kase }, { _name: 'comments' })).toEqual([]);
				},
			};
		},
		'comment.search in a case': async () => {
			const kase = await newCase(thehive);
			const comment = await newComment(thehive, kase);
			return { parameters: { searchIn: 'case', caseId: id(kase), returnAll: true, filters: {}, sort: {}, options: {} }, check: (items) => one(items, { _id: comment }) };
		},
		'comment.update': async () => {
			const comment = await newComment(thehive);
			return {
				parameters: { commentId: id(comment), message: 'Better' },
				check: async () => {
					expect((await thehive.query({ _name: 'getComment', idOrName: comment })).rows).toMatchObject([{ message: 'Better', isEdited: true }]);
				},
			};
		},
		'log.addAttachment': async () => {
			const { log } = await newLog(thehive);
			return {
				parameters: { logId: id(log), attachmentsUi },
				check: async (items) => {
					successful(items);
					expect((await thehive.query({ _name: 'getLog', idOrName: log })).rows[0]?.attachments).toHaveLength(2);
				},
			};
		},
		'log.create': async () => ({
			parameters: { taskId: id(await newTask(thehive)), logFields: fields({ message: 'Logged', startDate: '2026-01-02T03:04:05.000Z' }), attachmentsUi: {} },
			check: (items) => one(items, { _type: 'Log', message: 'Logged', date: Date.parse('2026-01-02T03:04:05.000Z') }),
		}),
		'log.create with a file': async () => ({
			parameters: { taskId: id(await newTask(thehive)), logFields: fields({ message: 'Logged' }), attachmentsUi },
			check: (items) => one(items, { message: 'Logged', attachments: [{ name: FILE.name }] }),
		}),
		'log.deleteAttachment': async () => {
			const { log, attachment } = await newLog(thehive);
			return {
				parameters: { logId: id(log), attachmentId: attachment },
				check: async (items) => {
					successful(items);
					expect((await thehive.query({ _name: 'getLog', idOrName: log })).rows).toMatchObject([{ attachments: [] }]);
				},
			};
		},
		'log.deleteLog': async () => {
			const { log } = await newLog(thehive);
			return {
				parameters: { logId: id(log) },
				check: async (items) => {
					successful(items);
					expect(await idsOf(thehive, { _name: 'getLog', idOrName: log })).toEqual([]);
				},
			};
		},
		// these three send the picker itself in place of its id; an expression brings the id
		'log.executeResponder': async () => {
			const { log } = await newLog(thehive);
			return await responds(thehive, 'case_task_log', log, log);
		},
		'observable.executeResponder': async () => {
			const observable = await newObservable(thehive);
			return await responds(thehive, 'case_artifact', observable, observable);
		},
		'task.executeResponder': async () => {
			const task = await newTask(thehive);
			return await responds(thehive, 'case_task', task, task);
		},
		'log.get': async () => {
			const { log } = await newLog(thehive);
			return { parameters: { logId: id(log) }, check: (items) => one(items, { _id: log, _type: 'Log' }) };
		},
		'observable.create': async () => ({
			parameters: { createIn: 'case', id: id(await newCase(thehive)), dataType: 'domain', data: 'made.example', observableFields: fields({ tlp: 1, ioc: true, tags: 'a,b' }) },
			check: (items) => one(items, { _type: 'Observable', data: 'made.example', ioc: true, tags: ['a', 'b'] }),
		}),
		'observable.create from a file': async () => ({
			parameters: { createIn: 'alert', id: id(await newAlert(thehive)), dataType: 'file', attachmentsUi, observableFields: fields({ message: 'm' }) },
			check: (items) => one(items, { dataType: 'file', message: 'm', attachment: { name: FILE.name } }),
		}),
		'observable.deleteObservable': async () => {
			const observable = await newObservable(thehive);
			return deletes({ observableId: id(observable) }, thehive, `/observable/${observable}`);
		},
		'observable.executeAnalyzer': async () => {
			const observable = await newObservable(thehive);
			const analyzers = (await thehive.get('/connector/cortex/analyzer/type/domain')).rows.slice(0, 2);
			return {
				parameters: { observableId: id(observable), dataType: 'domain', analyzers: analyzers.map((analyzer) => `${String(analyzer.id)}::cortex`) },
				check: async (items) => {
					one(items, { status: 'Success', analyzerName: String(analyzers[1]?.name), report: { success: true } });
					expect((await thehive.get(`/observable/${observable}`)).object.reports).toMatchObject({ [String(analyzers[0]?.name)]: {}, [String(analyzers[1]?.name)]: {} });
				},
			};
		},
		'observable.get': async () => {
			const observable = await newObservable(thehive);
			return { parameters: { observableId: id(observable) }, check: (items) => one(items, { _id: observable }) };
		},
		'observable.search in a case': async () => {
			const kase = await newCase(thehive);
			const observable = await newObservable(thehive, kase);
			return { parameters: { searchIn: 'case', caseId: id(kase), returnAll: true, filters: {}, sort: {}, options: { extraData: ['seenSummary'] } }, check: (items) => one(items, { _id: observable, extraData: { seenSummary: { seen: false } } }) };
		},
		'observable.update': async () => {
			const observable = await newObservable(thehive);
			return updates({ observableUpdateFields: fields({ id: observable, ioc: true, message: 'seen' }, ['id']) }, thehive, `/observable/${observable}`, { ioc: true, message: 'seen' }, { updated: 1 });
		},
		'page.create': async () => ({
			parameters: { location: 'case', caseId: id(await newCase(thehive)), title: 'Made', category: 'notes', content: 'c' },
			check: (items) => one(items, { _type: 'Page', title: 'Made', category: 'notes' }),
		}),
		'page.create in the knowledge base': async () => ({
			parameters: { location: 'knowledgeBase', title: 'Made', category: 'notes', content: 'c' },
			check: (items) => one(items, { _type: 'Page', title: 'Made' }),
		}),
		'page.deletePage': async () => {
			const kase = await newCase(thehive);
			const page = await newPage(thehive, kase);
			return {
				parameters: { location: 'case', caseId: id(kase), pageId: id(page) },
				check: async (items) => {
					successful(items);
					expect(await idsOf(thehive, { _name: 'getPage', idOrName: page })).toEqual([]);
				},
			};
		},
		'page.search': async () => {
			const page = await newPage(thehive);
			const [row] = (await thehive.query({ _name: 'getPage', idOrName: page })).rows;
			const found = filters({ field: 'title', operator: '_eq', value: String(row?.title) });
			return { parameters: { searchInKnowledgeBase: true, returnAll: false, limit: 5, filters: found, sort: {}, options: {} }, check: (items) => one(items, { _id: page }) };
		},
		'page.search in a case': async () => {
			const kase = await newCase(thehive);
			const page = await newPage(thehive, kase);
			return { parameters: { searchInKnowledgeBase: false, caseId: id(kase), returnAll: true, filters: {}, sort: {}, options: {} }, check: (items) => one(items, { _id: page }) };
		},
		'page.update': async () => {
			const page = await newPage(thehive);
			return {
				parameters: { location: 'knowledgeBase', pageId: id(page), content: 'new', options: { title: 'Renamed', order: 2 } },
				check: async () => {
					expect((await thehive.query({ _name: 'getPage', idOrName: page })).rows).toMatchObject([{ content: 'new', title: 'Renamed', order: 2 }]);
				},
			};
		},
		'query.executeQuery': async () => ({
			parameters: { queryJson: '[{"_name":"listOrganisation"},{"_name":"filter","_field":"name","_value":"soc"}]' },
			check: (items) => one(items, { _type: 'Organisation', name: 'soc' }),
		}),
		'query.executeQuery for a number': async () => ({
			parameters: { queryJson: '{"query":[{"_name":"listOrganisation"},{"_name":"filter","_field":"name","_value":"soc"},{"_name":"count"}]}' },
			check: (items) => one(items, { queryResult: 1 }),
		}),
		'task.create': async () => ({
			parameters: { caseId: id(await newCase(thehive)), taskFields: fields({ title: 'Made', dueDate: '2026-01-02T03:04:05.000Z', mandatory: true }) },
			check: (items) => one(items, { _type: 'Task', title: 'Made', mandatory: true, dueDate: Date.parse('2026-01-02T03:04:05.000Z') }),
		}),
		'task.deleteTask': async () => {
			const task = await newTask(thehive);
			return deletes({ taskId: id(task) }, thehive, `/task/${task}`);
		},
		'task.get': async () => {
			const task = await newTask(thehive);
			return { parameters: { taskId: id(task) }, check: (items) => one(items, { _id: task, status: 'Waiting' }) };
		},
		'task.update': async () => {
			const task = await newTask(thehive);
			return updates({ taskUpdateFields: fields({ id: task, status: 'InProgress' }, ['id']) }, thehive, `/task/${task}`, { status: 'InProgress', assignee: 'analyst@soc.local' }, { updated: 1 });
		},
		...(await searchesOf(thehive)),
	};
}
