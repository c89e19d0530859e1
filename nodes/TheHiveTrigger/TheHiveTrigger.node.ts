import type { IDataObject, INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes, sleep } from 'n8n-workflow';
import { CREDENTIAL, requestSettingsFrom } from '../shared/request';
import { isObject } from '../shared/values';
import { openStream, readStream } from './eventStream';

const RECONNECT_MS = 1000;

function eventName(audit: IDataObject): string {
	const action = audit.action === 'create' ? 'created' : 'updated';
	return `${String(audit.objectType).toLowerCase()}.${action}`;
}

export class TheHiveTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TheHive SOC Trigger',
		name: 'theHiveTrigger',
		icon: { light: 'file:../../icons/thehiveTrigger.svg', dark: 'file:../../icons/thehiveTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when something happens in TheHive 5',
		defaults: { name: 'TheHive SOC Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['alert.created'],
				options: [
					{ name: 'Alert Created', value: 'alert.created' },
					{ name: 'Alert Updated', value: 'alert.updated' },
					{ name: 'Case Created', value: 'case.created' },
					{ name: 'Case Updated', value: 'case.updated' },
				],
			},
		],
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const chosen = this.getNodeParameter('events', []);
		const events = new Set<unknown>(Array.isArray(chosen) ? chosen : []);
		const stop = new AbortController();
		const request = { settings: requestSettingsFrom({}), abortSignal: stop.signal };

		const listen = async () => {
			let streamId: string | undefined;
			while (!stop.signal.aborted) {
				try {
					streamId ??= await openStream(this, request);
					const elements = await readStream(this, streamId, request);
					const audits = elements.map(({ base }) => base).filter(isObject);
					const wanted = audits.filter((audit) => events.has(eventName(audit)));
					if (wanted.length > 0 && !stop.signal.aborted) this.emit([this.helpers.returnJsonArray(wanted)]);
				} catch (error) {
					if (stop.signal.aborted) return;
					streamId = undefined;
					this.logger.warn(`TheHive's event stream is lost, a new one is opened: ${error instanceof Error ? error.message : String(error)}`);
					await sleep(RECONNECT_MS);
				}
			}
		};

		const closeFunction = async () => stop.abort();
		if (this.getMode() === 'manual') return { closeFunction, manualTriggerFunction: listen };
		void listen();
		return { closeFunction };
	}
}
