/** MITRE ATT&CK enterprise techniques: id, name, tactics, and platforms where they are not the usual three. */
export const techniques: readonly (readonly [id: string, name: string, tactics: string, platforms?: string])[] = [
	['T1566', 'Phishing', 'initial-access'],
	['T1566.001', 'Spearphishing Attachment', 'initial-access'],
	['T1059', 'Command and Scripting Interpreter', 'execution'],
	['T1059.001', 'PowerShell', 'execution', 'Windows'],
	['T1078', 'Valid Accounts', 'defense-evasion persistence privilege-escalation initial-access'],
];
