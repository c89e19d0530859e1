import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requestError } from '../../../shared/errors';
import { and, gte, isIn, where } from '../../../shared/filter/conditions';
import { theHiveObject, theHiveQuery } from '../../../shared/request';
import { isObject } from '../../../shared/values';
import type { Patience } from '../../../shared/waiting';
import { waitUntil } from '../../../shared/waiting';
import { isOver, notStarted, parsed, reasonOf, unsuccessful } from './resultItems';
import type { StartPaths } from './startAll';

/** Parts of a report that can be left out, since the full ones are large. */
export const REPORT_PARTS = [
	{ name: 'Artifacts', value: 'artifacts', description: 'Observables the analyzer found' },
	{ name: 'Full', value: 'full', description: 'Everything the analyzer says' },
	{ name: 'Summary', value: 'summary', description: 'The verdict as taxonomies' },
];

export const JOB_PATHS: StartPaths = {
	single: '/connector/cortex/job',
	bulk: '/connector/cortex/job/_bulk',
	bulkBody: (jobs) => ({ jobs }),
};

/** An analyzer to be run on an observable. */
export interface Analysis {
	itemIndex: number;
	observable: IDataObject;
	analyzer: IDataObject;
	/** `InputJob` */
	body: IDataObject;
	/** A job that is there already and need not be started. */
	known?: IDataObject;
}

/** What tells one analysis from the others. */
function factsOf({ observable, analyzer }: Analysis): IDataObject {
	return {
		observableId: observable._id,
		dataType: observable.dataType,
		data: observable.data ?? (isObject(observable.attachment) ? observable.attachment.name : undefined),
		analyzerId: analyzer.id,
		analyzerName: analyzer.name,
	};
}

/** The report of a job as an item; of one that did not succeed, an item that says so. */
export function reportItem(context: IExecuteFunctions, analysis: Analysis, job: IDataObject, inTime: boolean, parts: readonly string[]): INodeExecutionData {
	const { itemIndex, known } = analysis;
	const facts: IDataObject = {
		...factsOf(analysis),
		jobId: job._id,
		cortexId: job.cortexId,
		status: job.status,
		startDate: job.startDate,
		...(job.endDate === undefined ? {} : { endDate: job.endDate }),
		reused: known !== undefined,
	};
	const name = String(analysis.analyzer.name);
	if (!inTime) return unsuccessful(context, `${name} has not finished in time`, facts, itemIndex);
	if (job.status !== 'Success') return unsuccessful(context, `${name} did not succeed: ${reasonOf(job.report)}`, facts, itemIndex);
	const content = parsed(job.report);
	const report = isObject(content) ? content : {};
	const summary = isObject(report.summary) ? report.summary : {};
	return {
		json: {
			...facts,
			...(parts.includes('summary') ? { taxonomies: summary.taxonomies ?? [] } : {}),
			...(parts.includes('full') ? { full: report.full ?? null } : {}),
			...(parts.includes('artifacts') ? { artifacts: report.artifacts ?? [] } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/** The item of an analysis that could not be started. */
export function notStartedItem(context: IExecuteFunctions, analysis: Analysis, error: unknown): INodeExecutionData {
	return notStarted(context, error, JOB_PATHS.single, factsOf(analysis), analysis.itemIndex);
}

/** Waits for a job and gives its report; an error while waiting becomes an item that names the job. */
export async function waitForReport(
	context: IExecuteFunctions,
	analysis: Analysis,
	job: IDataObject,
	patience: Patience,
	parts: readonly string[],
): Promise<INodeExecutionData> {
	const { itemIndex } = analysis;
	const path = `${JOB_PATHS.single}/${encodeURIComponent(String(job._id))}`;
	const look = async () => await theHiveObject(context, { method: 'GET', path, itemIndex });
	try {
		// a job that is over comes without its report where it was found by a query
		const first = isOver(job) && !isObject(job.report) ? await look() : job;
		const { value, done } = await waitUntil(first, isOver, look, patience);
		return reportItem(context, analysis, value, done, parts);
	} catch (thrown) {
		const { message } = requestError(context.getNode(), thrown, { method: 'GET', path, itemIndex });
		return unsuccessful(context, message, { ...factsOf(analysis), jobId: job._id, status: job.status }, itemIndex);
	}
}

/** The newest usable job of each analyzer on an observable: one that succeeded or still runs, begun since `since` (epoch ms). */
export async function recentJobs(context: IExecuteFunctions, observableId: string, since: number, itemIndex: number): Promise<Map<string, IDataObject>> {
	const rows = await theHiveQuery(
		context,
		[
			{ _name: 'getObservable', idOrName: observableId },
			{ _name: 'jobs' },
			...where(and(gte('startDate', since), isIn('status', ['Success', 'InProgress', 'Waiting']))),
			{ _name: 'sort', _fields: [{ startDate: 'asc' }] },
		],
		'recent-jobs',
		{ itemIndex },
	);
	return new Map(rows.map((job) => [String(job.analyzerId), job]));
}
