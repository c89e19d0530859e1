import { INSTANCE, saveSetting } from '../behaviour/settings.mts';
import type { Worker } from '../behaviour/cortex.mts';
import type { Work } from '../store/work.mts';

const SERVER = 'cortex';
type Line = readonly [name: string, version: string, description: string, dataTypes: string];

const analyzers: readonly Line[] = [
	['AbuseIPDB_1_1', '1.1', 'Reports of abuse by an IP address', 'ip'],
	['CrowdSec_Analyzer_1_0', '1.0', 'What the CrowdSec community knows of an IP address', 'ip'],
	['DNSDB_DomainName_2_0', '2.0', 'Passive DNS of a domain', 'domain fqdn'],
	['EmlParser_2_1', '2.1', 'Headers, links and attachments of a mail', 'file'],
	['FileInfo_8_0', '8.0', 'What a file is: hashes, type, macros, sections', 'file'],
	['GoogleDNS_resolve_1_0_0', '1.0.0', 'Resolves a name or an address', 'domain fqdn ip'],
	['HaveIBeenPwned_Query_2_0', '2.0', 'Breaches a mail address was part of', 'mail'],
	['MaxMind_GeoIP_4_0', '4.0', 'Country, city and network of an IP address', 'ip'],
	['MISP_2_1', '2.1', 'Events that hold the observable', 'domain file filename fqdn hash ip mail mail-subject other regexp registry uri_path url user-agent'],
	['Shodan_Host_1_0', '1.0', 'Open ports and services of a host', 'ip'],
	['URLhaus_2_0', '2.0', 'Malware that was served from here', 'domain hash ip url'],
	['Urlscan_io_Scan_0_1_0', '0.1.0', 'Visits a page and shows what it loads', 'domain fqdn url'],
	['VirusTotal_GetReport_3_1', '3.1', 'Verdicts of many engines', 'domain file fqdn hash ip url'],
	['VirusTotal_Scan_3_1', '3.1', 'Has a file or page scanned by many engines', 'file url'],
	['Yara_3_0', '3.0', 'Rules that match a file', 'file'],
];

const responders: readonly Line[] = [
	['Mailer_1_0', '1.0', 'Sends a mail about the case, alert or task', 'thehive:case thehive:alert thehive:case_task'],
	['MSDefender_IsolateMachine_1_0', '1.0', 'Isolates a machine', 'thehive:case_artifact'],
	['MSDefender_PushIOC_Block_1_0', '1.0', 'Blocks an indicator on all machines', 'thehive:case_artifact'],
	['PaloAltoNGFW_block_external_IP_address_1_0', '1.0', 'Blocks an address at the firewall', 'thehive:case_artifact thehive:alert thehive:case'],
	['RT4_CreateTicket_1_0', '1.0', 'Opens a ticket', 'thehive:case thehive:case_task'],
	['Velociraptor_Flow_0_1', '0.1', 'Collects evidence from a machine', 'thehive:case_artifact'],
	['Gmail_DeleteMessage_1_0', '1.0', 'Removes a mail from mailboxes', 'thehive:case_artifact thehive:case_task thehive:case_task_log'],
	['DuoLockUserAccount_1_0', '1.0', 'Locks an account', 'thehive:case_artifact'],
];

/** Id of a worker: 32 hex digits, as Cortex makes them. */
function idOf(name: string): string {
	return Buffer.from(name.padEnd(16, '~')).toString('hex').slice(0, 32);
}

function worker([name, version, description, dataTypes]: Line): Worker {
	return { id: idOf(name), name, version, description, dataTypeList: dataTypes.split(' '), cortexIds: [SERVER] };
}

/** Connects a Cortex server with analyzers and responders. */
export function connectCortex(work: Work): void {
	for (const line of analyzers) saveSetting(work, INSTANCE, 'analyzer', line[0], { ...worker(line) });
	for (const line of responders) saveSetting(work, INSTANCE, 'responder', line[0], { ...worker(line) });
}
