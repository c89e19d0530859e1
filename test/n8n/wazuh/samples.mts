import { readFile } from 'node:fs/promises';

/** The part of a Wazuh 4.x alert that every rule fills; the rest depends on the decoder. */
export interface WazuhAlert {
	id: string;
	timestamp: string;
	rule: { id: string; level: number; description: string; groups: string[] };
	agent: { id: string; name: string; ip?: string };
	[decoded: string]: unknown;
}

/** Real alerts of three kinds and levels, as Wazuh's integration daemon sends them. */
export const WAZUH_SAMPLES = ['ssh-brute-force', 'known-malware-file', 'shellshock-web-attack'] as const;
export type WazuhSample = (typeof WAZUH_SAMPLES)[number];

/** A sample as Wazuh recorded it. */
export async function wazuhSample(name: WazuhSample): Promise<WazuhAlert> {
	return JSON.parse(await readFile(new URL(`${name}.json`, import.meta.url), 'utf8'));
}

/** A sample as if it had happened now: TheHive takes the id of an alert only once. */
export async function freshWazuhSample(name: WazuhSample): Promise<WazuhAlert> {
	const now = Date.now();
	const offset = Math.floor(Math.random() * 10_000_000);
	return {
		...(await wazuhSample(name)),
		id: `${Math.floor(now / 1000)}.${offset}`,
		timestamp: new Date(now).toISOString().replace('Z', '+0000'),
	};
}
