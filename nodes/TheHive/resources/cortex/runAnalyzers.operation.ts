import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { requestError } from '../../../shared/errors';
import { fieldError, UnfitValue } from '../../../shared/fieldError';
import { observableLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { idParameter } from '../../../shared/path';
import { theHiveList, theHiveObject } from '../../../shared/request';
import type { Converter } from '../../../shared/values';
import { asBoolean, isObject, listOf } from '../../../shared/values';
import { atLeast, cortexServerField, maxRunningField, parametersField, timeoutField, waitField } from './cortexFields';
import type { Analysis } from './jobs';
import { JOB_PATHS, notStartedItem, recentJobs, REPORT_PARTS, waitForReport } from './jobs';
import { grouped } from '../../../shared/grouped';
import { isOn } from '../../../shared/toggles';
import { inItemOrder } from './resultItems';
import type { Started } from './startAll';
import { startAll, startOne } from './startAll';
import type { Worker } from './workers';
import { cortexOf, namesOf, workerCalled } from './workers';

const asParts: Converter = (value) => {
	const parts = listOf(32)(value);
	const unknown = Array.isArray(parts) ? parts.find((part) => !REPORT_PARTS.some((known) => known.value === part)) : undefined;
	if (unknown !== undefined) throw new UnfitValue(`has no part '${String(unknown)}'. Choose one of: ${REPORT_PARTS.map(({ value: known }) => known).join(', ')}`);
	return parts;
};

const ALL_PARTS = REPORT_PARTS.map(({ value }) => value);

const which: INodeProperties = {
	displayName: 'Run',
	name: 'analyzersToRun',
	type: 'options',
	options: [
		{ name: 'All That Apply', value: 'all', description: 'Every analyzer that takes the data type of the observable' },
		{ name: 'Chosen Analyzers', value: 'chosen' },
	],
	default: 'chosen',
	description: 'Which analyzers to run on the observable',
};

const analyzers: INodeProperties = {
	displayName: 'Analyzer Names or IDs',
	name: 'analyzers',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getAnalyzers' },
	default: [],
	displayOptions: { show: { analyzersToRun: ['chosen'] } },
	description:
		'Analyzers to run; a name may go without its version. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const OPTIONS = 'analyzerOptions';

const SKIP_LABEL = 'Skip Analyzers That Do Not Apply';

const options: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		cortexServerField,
		maxRunningField,
		parametersField,
		bodyField(
			'reportParts',
			{ displayName: 'Report', name: 'reportParts', type: 'multiOptions', options: REPORT_PARTS, default: ['artifacts', 'full', 'summary'], description: 'Which parts of each report to return' },
			asParts,
		),
		bodyField(
			'reuseHours',
			{ displayName: 'Reuse Reports Younger Than (Hours)', name: 'reuseHours', type: 'number', typeOptions: { minValue: 0 }, default: 24, description: 'An analyzer that has run on the observable since, or still runs, is not started again' },
			atLeast(0),
		),
		bodyField(
			'skipInapplicable',
			{ displayName: SKIP_LABEL, name: 'skipInapplicable', type: 'boolean', default: true, description: 'Whether to leave out chosen analyzers that do not take the data type of the observable; without it such an item is refused' },
			asBoolean,
		),
		timeoutField,
	],
};

interface Settings {
	wait: boolean;
	maxRunning: number;
	timeoutMs: number;
	parts: readonly string[];
}

const HOUR_MS = 3_600_000;

type ReadList = (path: string, itemIndex: number, qs?: IDataObject) => Promise<IDataObject[]>;

/** Reads each list once for all items that need the same. */
function readingOnce(context: IExecuteFunctions): ReadList {
	const lists = new Map<string, Promise<IDataObject[]>>();
	return async (path, itemIndex, qs = {}) => {
		const list = lists.get(path) ?? theHiveList(context, { method: 'GET', path, qs, itemIndex });
		lists.set(path, list);
		return await list;
	};
}

/** The analyzers an item asks for. A name that no analyzer has, whatever its data types, is refused in any case. */
async function workersFor(context: IExecuteFunctions, readList: ReadList, observable: IDataObject, skip: boolean, itemIndex: number): Promise<Worker[]> {
	const dataType = String(observable.dataType);
	const applicable = await readList(`/connector/cortex/analyzer/type/${encodeURIComponent(dataType)}`, itemIndex);
	if (context.getNodeParameter('analyzersToRun', itemIndex, 'chosen') === 'all') return applicable;
	const wanted = listOf(256)(context.getNodeParameter('analyzers', itemIndex, []));
	const names: unknown[] = Array.isArray(wanted) ? wanted : [];
	if (names.length === 0) throw fieldError(context.getNode(), itemIndex, 'Analyzer Names or IDs', 'is empty', 'Nothing was started. Choose analyzers, or set Run to All That Apply.');
	const found = names.map((name) => ({ name: String(name), worker: workerCalled(applicable, String(name)) }));
	const missing = found.filter(({ worker }) => !worker);
	const others = missing.length > 0 ? await readList('/connector/cortex/analyzer', itemIndex, { range: 'all' }) : [];
	for (const { name } of missing) {
		const exists = workerCalled(others, name) !== undefined;
		if (exists && skip) continue;
		const whatToDo = exists ? `It takes other data types: the option ${SKIP_LABEL} leaves it out.` : namesOf(applicable);
		throw fieldError(context.getNode(), itemIndex, 'Analyzer Names or IDs', `names '${name}', but no analyzer for data type ${dataType} has that name`, `Nothing was started. ${whatToDo}`);
	}
	return [...new Set(found.map(({ worker }) => worker).filter((worker) => worker !== undefined))];
}

function numberOr(value: unknown, preset: number): number {
	return typeof value === 'number' ? value : preset;
}

/** What one input item asks for. */
async function planned(context: IExecuteFunctions, readList: ReadList, itemIndex: number): Promise<{ analyses: Analysis[]; observable: IDataObject }> {
	const chosen = bodyOf(context, [options], itemIndex);
	const id = idParameter(context, 'observableId', itemIndex);
	const observable = await theHiveObject(context, { method: 'GET', path: `/observable/${encodeURIComponent(id)}`, itemIndex });
	const workers = await workersFor(context, readList, observable, chosen.skipInapplicable === true, itemIndex);
	const observableId = String(observable._id);
	const hours = numberOr(chosen.reuseHours, 0);
	const recent = hours > 0 ? await recentJobs(context, observableId, Date.now() - hours * HOUR_MS, itemIndex) : new Map<string, IDataObject>();
	const analyses = workers.map((analyzer): Analysis => {
		const cortexId = cortexOf(analyzer, chosen.cortexId);
		const known = recent.get(String(analyzer.id));
		return {
			itemIndex,
			observable,
			analyzer,
			body: {
				analyzerId: analyzer.id,
				artifactId: observableId,
				...(cortexId === undefined ? {} : { cortexId }),
				...(isObject(chosen.parameters) ? { parameters: chosen.parameters } : {}),
			},
			...(known && (chosen.cortexId === undefined || known.cortexId === chosen.cortexId) ? { known } : {}),
		};
	});
	return { analyses, observable };
}

function settingsFrom(context: IExecuteFunctions): Settings {
	const chosen = bodyOf(context, [options], 0);
	return {
		wait: isOn(context, waitField, 0),
		maxRunning: Math.max(1, numberOr(chosen.maxRunning, 10)),
		timeoutMs: numberOr(chosen.timeoutSeconds, 600) * 1000,
		parts: Array.isArray(chosen.reportParts) ? chosen.reportParts.filter((part) => typeof part === 'string') : ALL_PARTS,
	};
}

/** Items may ask for the same analysis: it is run once, and each of them gets the report. */
async function runAll(context: IExecuteFunctions, analyses: Analysis[], settings: Settings): Promise<INodeExecutionData[]> {
	const alike = grouped(analyses, ({ body }) => JSON.stringify(body));
	const results = await runDistinct(context, alike.map(([first]) => first).filter((first) => first !== undefined), settings);
	return alike.flatMap((same) => {
		const [first] = same;
		const result = first && results.get(first);
		return result ? same.map(({ itemIndex }) => ({ ...result, pairedItem: { item: itemIndex } })) : [];
	});
}

/** Runs analyses, at most `maxRunning` at a time: the first of them are started together, the others as places become free. */
async function runDistinct(context: IExecuteFunctions, analyses: Analysis[], settings: Settings): Promise<Map<Analysis, INodeExecutionData>> {
	const patience = { timeoutMs: settings.timeoutMs, abortSignal: context.getExecutionCancelSignal() };
	const ready = analyses.filter(({ known }) => known);
	const toStart = analyses.filter(({ known }) => !known);
	const together = settings.wait ? toStart.slice(0, settings.maxRunning) : toStart;
	const waiting = toStart.slice(together.length);
	const results = new Map<Analysis, INodeExecutionData>();
	const finish = async (analysis: Analysis, { row, error }: Started) => {
		if (!row) results.set(analysis, notStartedItem(context, analysis, error));
		else if (settings.wait) results.set(analysis, await waitForReport(context, analysis, row, patience, settings.parts));
		else results.set(analysis, { json: { ...row, reused: analysis.known !== undefined }, pairedItem: { item: analysis.itemIndex } });
	};
	const started = await startAll(context, JOB_PATHS, together);
	const failure = started.find(({ error }) => error !== undefined)?.error;
	// where nothing at all could be started there is no part to report
	if (failure !== undefined && started.every(({ row }) => !row) && ready.length === 0 && !context.continueOnFail()) {
		throw requestError(context.getNode(), failure, { method: 'POST', path: JOB_PATHS.single, itemIndex: analyses[0]?.itemIndex });
	}
	await Promise.all([
		...ready.map(async (analysis) => await finish(analysis, { row: analysis.known ?? {} })),
		...together.map(async (analysis, index) => {
			await finish(analysis, started[index] ?? { error: new Error('The job was not started') });
			for (let next = waiting.shift(); next; next = waiting.shift()) await finish(next, await startOne(context, JOB_PATHS, next));
		}),
	]);
	return results;
}

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const readList = readingOnce(this);
	const analyses: Analysis[] = [];
	const settings = settingsFrom(this);
	// items with bad input, and those that no analyzer applies to
	const [notes = []] = await eachItem(this, async (itemIndex) => {
		const plan = await planned(this, readList, itemIndex);
		analyses.push(...plan.analyses);
		if (plan.analyses.length > 0) return [];
		const { _id: observableId, dataType, data } = plan.observable;
		return [{ json: { observableId, dataType, data, status: 'NoAnalyzer', message: `No ${this.getNodeParameter('analyzersToRun', itemIndex, 'chosen') === 'all' ? '' : 'chosen '}analyzer takes data type ${String(dataType)}` } }];
	});
	return [inItemOrder([...notes, ...(await runAll(this, analyses, settings))])];
}

export const runAnalyzers: Operation = {
	option: {
		name: 'Run Analyzers',
		value: 'runAnalyzers',
		action: 'Run analyzers',
		description: 'Run analyzers on an observable and return every report as an item',
	},
	fields: [observableLocator, which, analyzers, waitField, options],
	execute,
	alsoCalls: [
		'GET /observable/{observableId}',
		'GET /connector/cortex/analyzer',
		'GET /connector/cortex/analyzer/type/{dataType}',
		'POST /connector/cortex/job',
		'POST /connector/cortex/job/_bulk',
		'GET /connector/cortex/job/{jobId}',
		'POST /query',
	],
};
