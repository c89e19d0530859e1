import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { apiBaseUrl } from '../shared/instanceUrl';
import { CREDENTIAL } from '../shared/request';
import { getFilterFields } from '../TheHive/loadOptions/getFilterFields';
import { readSettings } from './settings';
import { originOf } from './state';
import { triggerFields } from './triggerFields';
import { Watch } from './watch';

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
		properties: triggerFields,
	};

	methods = { loadOptions: { getFilterFields } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const settings = await readSettings(this);
		const { url, organisation } = await this.getCredentials<{ url: string; organisation?: string }>(CREDENTIAL);
		const origin = originOf(apiBaseUrl(url), settings.request.organisation ?? organisation ?? '', settings.startDate);
		const watch = new Watch(this, settings, origin);
		const closeFunction = async () => await watch.close();
		if (this.getMode() === 'manual') return { closeFunction, manualTriggerFunction: async () => await watch.test() };
		// where n8n starts again and TheHive is away, the trigger waits for it; whoever activates it is told at once
		if (!watch.goesOn() && this.getActivationMode() !== 'init') await watch.prepare();
		watch.start();
		return { closeFunction };
	}
}
