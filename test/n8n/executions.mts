import type { IDataObject, INodeExecutionData, JsonObject } from 'n8n-workflow';

/** How a finished run of one node looks in an execution. */
interface NodeRun {
	executionStatus?: string;
	/** Duration, ms. */
	executionTime?: number;
	error?: ExecutionError;
	data?: { main?: Array<INodeExecutionData[] | null> };
}

/** An error as n8n saves it and as the editor shows it. */
export interface ExecutionError {
	name?: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	messages?: string[];
	context?: JsonObject;
}

/** An execution as n8n keeps it, with its data decoded. */
export interface Execution {
	id: string;
	status: 'canceled' | 'crashed' | 'error' | 'new' | 'running' | 'success' | 'unknown' | 'waiting';
	mode: string;
	data: {
		resultData: {
			error?: ExecutionError;
			lastNodeExecuted?: string;
			runData: Record<string, NodeRun[]>;
		};
	};
}

/** The items a node put out, of its first run and, unless told otherwise, of its first output. */
export function itemsOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
}

/** The JSON of {@link itemsOf}. */
export function outputOf(execution: Execution, node: string, output = 0): IDataObject[] {
	return itemsOf(execution, node, output).map(({ json }) => json);
}

/** What a node failed with, if it failed. */
export function errorOf(execution: Execution, node: string): ExecutionError | undefined {
	return execution.data.resultData.runData[node]?.[0]?.error;
}

/** How long a node ran, ms. */
export function durationOf(execution: Execution, node: string): number {
	const duration = execution.data.resultData.runData[node]?.[0]?.executionTime;
	if (duration === undefined) throw new Error(`'${node}' did not run: ${execution.data.resultData.error?.message ?? execution.status}`);
	return duration;
}
