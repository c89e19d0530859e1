import { describe, expect, it } from 'vitest';
import { asPatternId, asTactic, patternIdsIn, tacticsIn } from '../../nodes/shared/attackPatterns';

const wazuhAlert = {
	timestamp: '2025-10-12T15:30:00.000+0000',
	rule: {
		level: 10,
		description: 'sshd: brute force trying to get access to the system.',
		mitre: { id: ['T1110', 'T1021.004'], tactic: ['Credential Access', 'Lateral Movement'], technique: ['Brute Force', 'SSH'] },
	},
	agent: { id: '001', name: 'T1000-web' },
};

/** What is written, and the techniques it names. */
const texts: Array<[unknown, string[]]> = [
	// prose
	['T1059', ['T1059']],
	['T1059.001', ['T1059.001']],
	['The actor used T1059.001, then T1110.', ['T1059.001', 'T1110']],
	['Seen: T1566.001/T1566.002', ['T1566.001', 'T1566.002']],
	['(T1078)', ['T1078']],
	['[T1078.004]', ['T1078.004']],
	['"T1078.004"', ['T1078.004']],
	['T1078.', ['T1078']],
	['T1078.004.', ['T1078.004']],
	['T1078:', ['T1078']],
	['T1059-T1061', ['T1059', 'T1061']],
	['T1059→T1110', ['T1059', 'T1110']],
	['T1059,T1110;T1046|T1021', ['T1059', 'T1110', 'T1046', 'T1021']],
	['first line T1059\nsecond line T1110\r\n', ['T1059', 'T1110']],
	['**T1059.003** and `T1105`', ['T1059.003', 'T1105']],
	['| T1059 | Execution |', ['T1059']],
	['<td>T1059</td>', ['T1059']],
	['technique=T1059;', ['T1059']],
	['тактика T1059 и T1110', ['T1059', 'T1110']],
	// each once
	['T1059 T1059 t1059', ['T1059']],
	['T1059.001 T1059 T1059.001', ['T1059.001', 'T1059']],
	// any case
	['t1059.001', ['T1059.001']],
	// addresses
	['https://attack.mitre.org/techniques/T1059/001/', ['T1059.001']],
	['https://attack.mitre.org/techniques/T1059/001', ['T1059.001']],
	['https://attack.mitre.org/techniques/T1059/', ['T1059']],
	['https://attack.mitre.org/techniques/T1059', ['T1059']],
	['see [PowerShell](https://attack.mitre.org/techniques/T1059/001/).', ['T1059.001']],
	// Sigma tags
	['attack.t1059.001', ['T1059.001']],
	['attack.T1059', ['T1059']],
	[['attack.execution', 'attack.t1059.001', 'attack.g0016', 'attack.s0154'], ['T1059.001']],
	['attack.defense_evasion,attack.t1027', ['T1027']],
	['attack.t1110_001', ['T1110.001']],
	// MISP galaxy tags
	['misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001"', ['T1566.001']],
	['misp-galaxy:mitre-enterprise-attack-attack-pattern="PowerShell - T1086"', ['T1086']],
	[['tlp:amber', 'misp-galaxy:mitre-attack-pattern="Valid Accounts - T1078"'], ['T1078']],
	// other ways of tagging
	['mitre:T1059', ['T1059']],
	['mitre_T1059', ['T1059']],
	['mitre-attack-t1059', ['T1059']],
	['technique:t1059.001', ['T1059.001']],
	['#T1059', ['T1059']],
	// lists and objects
	[['T1059', 'T1110'], ['T1059', 'T1110']],
	[[['T1059'], { id: 'T1110' }], ['T1059', 'T1110']],
	[{ id: ['T1110', 'T1021.004'] }, ['T1110', 'T1021.004']],
	[wazuhAlert.rule.mitre, ['T1110', 'T1021.004']],
	[wazuhAlert, ['T1110', 'T1021.004', 'T1000']],
	['["T1059","T1110"]', ['T1059', 'T1110']],
	[[{ patternId: 'T1059', tactic: 'execution' }], ['T1059']],
	// other matrices: mobile, ICS
	['T1437.001', ['T1437.001']],
	['T0800', ['T0800']],
	// a sub-technique has three digits: what is none leaves the technique
	['T1059.1', ['T1059']],
	['T1059.0012', ['T1059']],
	['T1059.12', ['T1059']],
	// no techniques
	['', []],
	['nothing here', []],
	[[], []],
	[{}, []],
	[null, []],
	[undefined, []],
	[1059, []],
	[true, []],
	['TA0001', []],
	['G0016 S0154 M1042 DS0017 C0001', []],
	['T105', []],
	['T10590', []],
	['T1059A', []],
	['AT1059', []],
	['CVE-2021-44228', []],
	['2025-10-12T1530', []],
	['20251012T1530Z', []],
	['2025-10-12T15:30:00Z', []],
	['T1530Z', []],
	['host9T1059', []],
	['d41d8cd98f00b204e9800998ecf8427e', []],
];

describe('patternIdsIn', () => {
	it.each(texts)('%j → %j', (given, expected) => {
		expect(patternIdsIn(given)).toEqual(expected);
	});
});

const tactics: Array<[unknown, string[]]> = [
	[['attack.initial_access', 'attack.t1566'], ['initial-access']],
	[['attack.defense-evasion'], ['defense-evasion']],
	['attack.execution, attack.persistence', ['execution', 'persistence']],
	[['Credential Access', 'Lateral Movement'], ['credential-access', 'lateral-movement']],
	[wazuhAlert.rule.mitre, ['credential-access', 'lateral-movement']],
	[['Command and Control'], ['command-and-control']],
	['TA0001', ['initial-access']],
	[['ta0011', 'TA0011'], ['command-and-control']],
	['execution', ['execution']],
	['The impact of this discovery is large', []],
	[['phishing', 'tlp:amber'], []],
	['', []],
	[undefined, []],
];

describe('tacticsIn', () => {
	it.each(tactics)('%j → %j', (given, expected) => {
		expect(tacticsIn(given)).toEqual(expected);
	});
});

describe('asPatternId', () => {
	it.each([
		['T1059.001', 'T1059.001'],
		[' t1059.001 ', 'T1059.001'],
		['https://attack.mitre.org/techniques/T1059/001/', 'T1059.001'],
		['https://attack.mitre.org/techniques/T1059?x=1', 'T1059'],
		['~4104', '~4104'],
		['OWN-1', 'OWN-1'],
		['', undefined],
		[undefined, undefined],
	])('%j → %j', (given, expected) => {
		expect(asPatternId(given)).toBe(expected);
	});

	it.each([['https://attack.mitre.org/tactics/TA0001/'], ['https://example.org/techniques/T1059'], [{ id: 'T1059' }], ['x'.repeat(129)]])('refuses %j', (given) => {
		expect(() => asPatternId(given)).toThrow();
	});
});

describe('asTactic', () => {
	it.each([
		['initial-access', 'initial-access'],
		['Initial Access', 'initial-access'],
		['attack.initial_access', 'initial-access'],
		['TA0001', 'initial-access'],
		['impair-process-control', 'impair-process-control'],
		['', undefined],
	])('%j → %j', (given, expected) => {
		expect(asTactic(given)).toBe(expected);
	});
});
