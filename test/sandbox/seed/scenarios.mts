import type { Chance } from './cast.mts';
import type { ObservableInput, ProcedureInput } from '../input/shapes.mts';

/** What a detection produces: the words of an alert, its indicators and techniques. */
export interface Detection {
	readonly title: string;
	readonly description: string;
	readonly observables: readonly ObservableInput[];
}

export interface Scenario {
	readonly type: string;
	readonly source: string;
	readonly severity: readonly (1 | 2 | 3 | 4)[];
	readonly tags: readonly string[];
	readonly template?: string;
	readonly techniques: readonly Pick<ProcedureInput, 'patternId' | 'tactic'>[];
	readonly detect: (chance: Chance) => Detection;
}

const people = ['a.novak', 'b.schmidt', 'c.rossi', 'd.martin', 'e.kowalski', 'f.jensen', 'g.dubois', 'h.silva', 'i.varga', 'j.olsen'];
const hosts = ['FIN-LT-014', 'FIN-LT-022', 'ENG-WS-107', 'ENG-WS-131', 'HR-LT-003', 'SAL-LT-048', 'SRV-FILE-02', 'SRV-MAIL-01', 'SRV-WEB-03', 'PLC-HMI-07'];
const lures = ['invoice-portal', 'parcel-tracking', 'office-login', 'hr-bonus', 'secure-docs', 'vpn-update', 'payroll-check', 'teams-voicemail'];
const families = ['AgentTesla', 'Emotet', 'FormBook', 'QakBot', 'RedLine', 'Lumma', 'Remcos', 'IcedID'];

const ip = (chance: Chance) => `${chance.pick(['203.0.113', '198.51.100', '192.0.2'])}.${chance.between(1, 254)}`;
const host = (chance: Chance) => chance.pick(hosts);
const lure = (chance: Chance) => `${chance.pick(lures)}${chance.between(1, 9)}.example`;
const seen = (dataType: string, data: string, rest: Partial<ObservableInput> = {}): ObservableInput => ({ dataType, data, ...rest });

export const scenarios: readonly Scenario[] = [
	{
		type: 'phishing',
		source: 'mail-gateway',
		severity: [2, 2, 3],
		tags: ['phishing', 'mail'],
		template: 'Phishing',
		techniques: [{ patternId: 'T1566.002', tactic: 'initial-access' }, { patternId: 'T1204.001' }],
		detect: (chance) => {
			const [domain, user] = [lure(chance), chance.pick(people)];
			return {
				title: `Credential phishing reported by ${user}`,
				description: `${user} reported a mail with a link to a copy of our login page on ${domain}.`,
				observables: [
					seen('domain', domain, { ioc: true, tags: ['landing-page'] }),
					seen('url', `https://${domain}/login?u=${user}`, { ioc: true }),
					seen('mail', `billing@${domain}`, { tags: ['sender'] }),
					seen('mail-subject', `Your document is waiting (${chance.between(1000, 9999)})`),
				],
			};
		},
	},
	{
		type: 'edr',
		source: 'defender',
		severity: [3, 3, 4],
		tags: ['malware', 'endpoint'],
		template: 'Malware infection',
		techniques: [{ patternId: 'T1204.002' }, { patternId: 'T1059.001' }],
		detect: (chance) => {
			const [family, machine] = [chance.pick(families), host(chance)];
			return {
				title: `${family} stopped on ${machine}`,
				description: `The endpoint agent stopped ${family} while it was started from a download folder on ${machine}.`,
				observables: [
					seen('hostname', machine, { tags: ['victim'] }),
					seen('hash', chance.hex(64), { ioc: true, tags: [family.toLowerCase()] }),
					seen('ip', ip(chance), { ioc: true, tags: ['c2'] }),
					seen('filename', `Order_${chance.between(10_000, 99_999)}.iso`),
				],
			};
		},
	},
	{
		type: 'identity',
		source: 'entra-id',
		severity: [2, 2, 3],
		tags: ['account', 'sign-in'],
		template: 'Account compromise',
		techniques: [{ patternId: 'T1078.004', tactic: 'initial-access' }],
		detect: (chance) => {
			const user = chance.pick(people);
			return {
				title: `Impossible travel for ${user}`,
				description: `${user} signed in from two countries within ${chance.between(8, 55)} minutes.`,
				observables: [
					seen('mail', `${user}@acme.example`, { tags: ['account'] }),
					seen('ip', ip(chance), { tags: ['sign-in'] }),
					seen('ip', ip(chance), { tags: ['sign-in'] }),
					seen('user-agent', 'Mozilla/5.0 (X11; Linux x86_64) axios/1.7.9'),
				],
			};
		},
	},
	{
		type: 'identity',
		source: 'entra-id',
		severity: [2, 3],
		tags: ['account', 'mfa'],
		template: 'Account compromise',
		techniques: [{ patternId: 'T1621' }],
		detect: (chance) => {
			const user = chance.pick(people);
			return {
				title: `MFA fatigue against ${user}`,
				description: `${chance.between(9, 40)} push requests in ten minutes, the last one was accepted.`,
				observables: [seen('mail', `${user}@acme.example`, { tags: ['account'] }), seen('ip', ip(chance), { ioc: true })],
			};
		},
	},
	{
		type: 'ids',
		source: 'suricata',
		severity: [2, 3],
		tags: ['network', 'c2'],
		techniques: [{ patternId: 'T1071.001' }],
		detect: (chance) => {
			const [machine, address] = [host(chance), ip(chance)];
			return {
				title: `Beaconing from ${machine} to ${address}`,
				description: `Requests every ${chance.between(30, 300)} seconds with little jitter, JA3 known from Cobalt Strike.`,
				observables: [
					seen('hostname', machine),
					seen('ip', address, { ioc: true, tags: ['c2'] }),
					seen('uri_path', `/${chance.hex(8)}/submit.php`),
				],
			};
		},
	},
	{
		type: 'ids',
		source: 'suricata',
		severity: [1, 2],
		tags: ['network', 'scan'],
		techniques: [{ patternId: 'T1595.002' }],
		detect: (chance) => {
			const address = ip(chance);
			return {
				title: `Vulnerability scan from ${address}`,
				description: `${chance.between(200, 9000)} requests for known weak paths against SRV-WEB-03.`,
				observables: [seen('ip', address, { tags: ['scanner'] }), seen('uri_path', '/.env'), seen('user-agent', 'Nuclei - Open-source project')],
			};
		},
	},
	{
		type: 'siem',
		source: 'wazuh',
		severity: [2, 3],
		tags: ['windows', 'credential'],
		techniques: [{ patternId: 'T1110.003' }],
		detect: (chance) => {
			const address = ip(chance);
			return {
				title: `Password spraying from ${address}`,
				description: `One password against ${chance.between(30, 400)} accounts, ${chance.between(0, 3)} successes.`,
				observables: [seen('ip', address, { ioc: true }), seen('hostname', 'SRV-MAIL-01')],
			};
		},
	},
	{
		type: 'siem',
		source: 'wazuh',
		severity: [3, 4],
		tags: ['windows', 'credential', 'sigma'],
		template: 'Malware infection',
		techniques: [{ patternId: 'T1003.001' }],
		detect: (chance) => {
			const machine = host(chance);
			return {
				title: `LSASS memory read on ${machine}`,
				description: `An unsigned process opened lsass.exe with read rights on ${machine}.`,
				observables: [
					seen('hostname', machine, { tags: ['victim'] }),
					seen('hash', chance.hex(64), { ioc: true }),
					seen('filename', 'procd64.exe', { ioc: true }),
				],
			};
		},
	},
	{
		type: 'siem',
		source: 'splunk',
		severity: [3, 4],
		tags: ['exfiltration', 'proxy'],
		template: 'Data exfiltration',
		techniques: [{ patternId: 'T1567.002' }],
		detect: (chance) => {
			const [machine, user] = [host(chance), chance.pick(people)];
			return {
				title: `Large upload to a cloud drive from ${machine}`,
				description: `${user} sent ${chance.between(3, 90)} GB outside working hours.`,
				observables: [
					seen('hostname', machine),
					seen('fqdn', `upload${chance.between(1, 20)}.filedrop.example`),
					seen('mail', `${user}@acme.example`, { tags: ['account'] }),
				],
			};
		},
	},
	{
		type: 'siem',
		source: 'splunk',
		severity: [2, 3],
		tags: ['persistence', 'windows', 'sigma'],
		techniques: [{ patternId: 'T1053.005', tactic: 'persistence' }],
		detect: (chance) => {
			const machine = host(chance);
			return {
				title: `Scheduled task with encoded PowerShell on ${machine}`,
				description: `Task "OneDrive Updater ${chance.between(1, 9)}" runs an encoded command at logon on ${machine}.`,
				observables: [
					seen('hostname', machine),
					seen('registry', 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\OneDrive Updater'),
					seen('domain', lure(chance), { ioc: true }),
				],
			};
		},
	},
	{
		type: 'edr',
		source: 'crowdstrike',
		severity: [4],
		tags: ['ransomware', 'endpoint'],
		template: 'Ransomware',
		techniques: [{ patternId: 'T1486' }, { patternId: 'T1490' }],
		detect: (chance) => {
			const machine = host(chance);
			return {
				title: `Mass encryption on ${machine}`,
				description: `${chance.between(400, 9000)} files renamed in a minute and shadow copies deleted on ${machine}.`,
				observables: [
					seen('hostname', machine, { tags: ['victim'], sighted: true }),
					seen('hash', chance.hex(64), { ioc: true }),
					seen('filename', 'README_RESTORE.txt', { ioc: true }),
				],
			};
		},
	},
	{
		type: 'intel',
		source: 'misp',
		severity: [1, 2],
		tags: ['threat-intel'],
		techniques: [],
		detect: (chance) => {
			const family = chance.pick(families);
			return {
				title: `MISP: ${family} infrastructure of the week`,
				description: `New indicators of ${family} shared by the community.`,
				observables: [
					seen('ip', ip(chance), { ioc: true, tags: [family.toLowerCase()] }),
					seen('domain', lure(chance), { ioc: true, tags: [family.toLowerCase()] }),
					seen('hash', chance.hex(32), { ioc: true, tags: [family.toLowerCase()] }),
				],
			};
		},
	},
];
