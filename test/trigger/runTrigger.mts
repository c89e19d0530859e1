import 'reflect-metadata';
import { TriggerContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, INodeParameters, IRun, ITriggerFunctions, ITriggerResponse, WorkflowActivateMode } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import { TheHiveTrigger } from '../../nodes/TheHiveTrigger/TheHiveTrigger.node';
import type { TheHiveCredential } from '../harness/host.mts';
import { additionalData, nodeTypes } from '../harness/host.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';

/** One run of the workflow, as the host's database has it. */
export interface Execution {
	deduplicationKey: string | undefined;
	items: INodeExecutionData[];
	/** Epoch ms. */
	at: number;
}

export interface TriggerHostOptions {
	credential: TheHiveCredential;
	parameters: INodeParameters;
	/** Whether the host knows deduplication keys (n8n 2.41 does). Default true. */
	deduplicates?: boolean;
	/** From the node's call to the row in the database, ms. */
	insertMs?: number;
	/** How long the workflow runs, ms. */
	runMs?: number;
	/** Refuses to start runs, as a host without its database does. */
	refuses?: () => boolean;
}

const trigger = new TheHiveTrigger();
const NODE = 'TheHive SOC Trigger';

/**
 * The part of an n8n around a trigger: it saves the static data when the node hands something over, creates the execution
 * a moment later, and refuses a deduplication key it knows (n8n 2.41: trigger-execution-context.factory, execution_entity).
 * What it has saved outlives `kill`, as a database does.
 */
export class TriggerHost {
	readonly executions: Execution[] = [];
	/** Refused by their deduplication key. */
	refused = 0;
	readonly errors: Error[] = [];
	readonly logs: Array<{ level: string; message: string }> = [];
	/** The static data as the database has it. */
	saved = '{}';
	readonly #options: TriggerHostOptions;
	readonly #keys = new Set<string>();
	#process = 0;
	#response: ITriggerResponse | undefined;

	constructor(options: TriggerHostOptions) {
		this.#options = options;
	}

	get items(): IDataObject[] {
		return this.executions.flatMap(({ items }) => items.map(({ json }) => json));
	}

	get eventIds(): string[] {
		return this.items.map(({ eventId }) => String(eventId));
	}

	#save(workflow: Workflow): void {
		const data: { __dataChanged?: boolean } = workflow.staticData;
		if (data.__dataChanged !== true) return;
		this.saved = JSON.stringify(workflow.staticData);
		data.__dataChanged = false;
	}

	#context(mode: 'trigger' | 'manual', activation: WorkflowActivateMode): { context: TriggerContext; workflow: Workflow } {
		const { credential, parameters, refuses = () => false, insertMs = 2, runMs = 1, deduplicates = true } = this.#options;
		const types = nodeTypes({ theHiveTrigger: trigger });
		const node = {
			id: 'node-1',
			name: NODE,
			type: 'theHiveTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: NodeHelpers.getNodeParameters(trigger.description.properties, parameters, true, false, null, trigger.description) ?? parameters,
			credentials: { theHive5Api: { id: '1', name: 'TheHive' } },
		};
		const staticData: IDataObject = JSON.parse(this.saved);
		const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, nodeTypes: types, active: true, staticData });
		const process = this.#process;
		const emit: ITriggerFunctions['emit'] = (data, _response, done, deduplicationKey) => {
			if (process !== this.#process) return;
			this.#save(workflow);
			void (async () => {
				await sleep(insertMs);
				if (process !== this.#process) return;
				if (refuses()) {
					done?.reject(new Error('database is locked'));
					return;
				}
				const run: unknown = undefined;
				if (deduplicates && deduplicationKey !== undefined) {
					if (this.#keys.has(deduplicationKey)) {
						this.refused += 1;
						done?.resolve(run as IRun);
						return;
					}
					this.#keys.add(deduplicationKey);
				}
				this.executions.push({ deduplicationKey, items: data[0] ?? [], at: Date.now() });
				await sleep(runMs);
				if (process === this.#process) done?.resolve(run as IRun);
			})();
		};
		const emitError = (error: Error) => this.errors.push(error);
		const context = new TriggerContext(workflow, node, additionalData(credential), mode, activation, emit, emitError, emitError);
		const log = (level: string) => (message: string) => this.logs.push({ level, message });
		Object.defineProperty(context, 'logger', { value: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') } });
		return { context, workflow };
	}

	/** Activates the workflow. */
	async start(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const { context, workflow } = this.#context('trigger', activation);
		this.#response = await trigger.trigger.call(context);
		this.#save(workflow);
	}

	/** Deactivates it in good order. */
	async stop(): Promise<void> {
		await this.#response?.closeFunction?.();
		this.#response = undefined;
	}

	/** `kill -9`: whatever is not in the database is gone. */
	async kill(): Promise<void> {
		this.#process += 1;
		await this.stop();
	}

	/** A manual test run. @returns the items of the run */
	async test(timeoutMs = 10_000): Promise<INodeExecutionData[]> {
		const { context } = this.#context('manual', 'manual');
		const response = await trigger.trigger.call(context);
		const items = new Promise<INodeExecutionData[]>((resolve) => {
			const emit: ITriggerFunctions['emit'] = (data) => resolve(data[0] ?? []);
			Object.defineProperty(context, 'emit', { value: emit });
		});
		void response?.manualTriggerFunction?.();
		try {
			return await Promise.race([items, sleep(timeoutMs).then(() => Promise.reject(new Error('no event came')))]);
		} finally {
			await response?.closeFunction?.();
		}
	}
}

/** Waits until something holds. @throws Error with the description when it does not in time */
export async function until(what: string, holds: () => boolean, timeoutMs = 10_000): Promise<void> {
	const end = Date.now() + timeoutMs;
	while (!holds()) {
		if (Date.now() > end) throw new Error(`not in time: ${what}`);
		await sleep(10);
	}
}

/** Waits until a trigger that was started after the journal was emptied reads the event stream. */
export async function untilListening({ requests }: Pick<Sandbox, 'requests'>): Promise<void> {
	await until('the long poll', () => requests.some(({ method, path }) => method === 'GET' && path.includes('/stream/')));
}
