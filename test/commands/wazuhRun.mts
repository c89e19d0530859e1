import type { N8nClient, WorkflowFile } from '../n8n/client.mts';
import { webhookPath } from '../n8n/playbooks.mts';
import { TheHiveReader } from '../n8n/theHiveReader.mts';
import type { TheHiveAccess } from '../n8n/theHiveReader.mts';
import { freshWazuhSample, WAZUH_SAMPLES } from '../n8n/wazuh/samples.mts';
import { StopMessage } from './stopMessage.mjs';

/** Posts three kinds of Wazuh alert to the triage playbook and prints what each became in TheHive. */
export async function runWazuhAlerts(client: N8nClient, playbook: WorkflowFile, theHive: TheHiveAccess): Promise<void> {
	const reader = new TheHiveReader(theHive);
	for (const sample of WAZUH_SAMPLES) {
		const wazuhAlert = await freshWazuhSample(sample);
		const { rule, agent } = wazuhAlert;
		console.log(`\n  Wazuh rule ${rule.id}, level ${rule.level}, on ${agent.name}: ${rule.description}`);

		const answer = await client.callWebhook(webhookPath(playbook), wazuhAlert);
		if (answer.status !== 200) {
			throw new StopMessage(`The playbook answered ${answer.status}: ${JSON.stringify(answer.body)}. The editor shows the execution.`);
		}
		const alert = await reader.alertBySourceRef(wazuhAlert.id);
		if (alert === undefined) throw new StopMessage(`The playbook answered, but TheHive has no alert with the reference ${wazuhAlert.id}.`);

		console.log(`    alert ${alert._id}, severity ${alert.severityLabel}, tags ${alert.tags.join(', ')}`);
		const observables = await reader.observablesOfAlert(alert._id);
		if (observables.length === 0) throw new StopMessage(`The alert ${alert._id} has no observables, and each of the samples has some.`);
		for (const { dataType, data } of observables) console.log(`    observable ${dataType} ${data}`);
		console.log(alert.caseId ? `    case ${await nameOfCase(reader, alert.caseId)}` : '    no case: the severity is below the threshold');
	}
}

async function nameOfCase(reader: TheHiveReader, caseId: string): Promise<string> {
	const { number, title } = await reader.case(caseId);
	return `#${number}, ${title}`;
}
