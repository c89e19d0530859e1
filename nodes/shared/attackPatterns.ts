import { UnfitValue } from './fieldError';
import type { Converter } from './values';
import { asText, isEmpty, isObject, textUpTo } from './values';

/**
 * ATT&CK techniques as people, rules and feeds write them: `T1059.001`, Sigma's `attack.t1059.001`, MISP's
 * `misp-galaxy:mitre-attack-pattern="PowerShell - T1059.001"`, the address of the technique's page.
 * TheHive names them `T1059.001` (OpenAPI: `InputProcedure.patternId`).
 */

/** The letter and four digits, free-standing; a sub-technique of three digits behind a dot, a slash (addresses) or an underscore. */
const TECHNIQUE = /(?<![a-z0-9])T(\d{4})(?:[./_](\d{3}))?(?![a-z0-9])/gi;

const TECHNIQUE_PAGE = /^https?:\/\/attack\.mitre\.org\/techniques\/T(\d{4})(?:\/(\d{3}))?(?:[/?#]|$)/i;

/** Tactics of the enterprise matrix by their number, in its order; TheHive names them by the second. */
const TACTICS: ReadonlyArray<readonly [id: string, tactic: string]> = [
	['TA0043', 'reconnaissance'],
	['TA0042', 'resource-development'],
	['TA0001', 'initial-access'],
	['TA0002', 'execution'],
	['TA0003', 'persistence'],
	['TA0004', 'privilege-escalation'],
	['TA0005', 'defense-evasion'],
	['TA0006', 'credential-access'],
	['TA0007', 'discovery'],
	['TA0008', 'lateral-movement'],
	['TA0009', 'collection'],
	['TA0011', 'command-and-control'],
	['TA0010', 'exfiltration'],
	['TA0040', 'impact'],
];

/** Names of the enterprise tactics as TheHive has them, in the order of the matrix. */
export const TACTIC_NAMES: readonly string[] = TACTICS.map(([, tactic]) => tactic);

function patternIdOf(technique: string, sub: string | undefined): string {
	return `T${technique}${sub === undefined ? '' : `.${sub}`}`;
}

/** `https://attack.mitre.org/techniques/T1059/001/` → `T1059.001`; nothing for another address. */
export function patternIdOfPage(address: string): string | undefined {
	const [, technique, sub] = TECHNIQUE_PAGE.exec(address) ?? [];
	return technique === undefined ? undefined : patternIdOf(technique, sub);
}

/** All texts in a value: itself, the entries of a list, the members of an object. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Techniques named in a value, each once, in the order they come.
 * @param value text, a list of texts or tags, or an object that holds some (a Wazuh alert with its `rule.mitre.id`)
 * @returns ids as TheHive has them, e.g. `['T1059.001', 'T1110']`; whether they exist is for TheHive to say
 */
export function patternIdsIn(value: unknown): string[] {
	const found = textsIn(value).flatMap((text) =>
		[...text.matchAll(TECHNIQUE)].flatMap(([, technique, sub]) => (technique === undefined ? [] : [patternIdOf(technique, sub)])),
	);
	return [...new Set(found)];
}

/**
 * Tactics named in tags or lists: Sigma's `attack.initial_access`, Wazuh's `Initial Access`, ATT&CK's `TA0001`.
 * Only an entry that is nothing but the name counts: prose that speaks of "impact" or "discovery" names no tactic.
 * @returns names as TheHive has them, e.g. `['initial-access']`
 */
export function tacticsIn(value: unknown): string[] {
	const entries = textsIn(value).flatMap((text) => text.split(/[,;\n]/));
	const found = entries.map((entry) => tacticFrom(entry)).filter((tactic) => tactic !== undefined);
	return [...new Set(found.filter((tactic) => TACTIC_NAMES.includes(tactic)))];
}

/** `Initial Access`, `attack.initial_access`, `TA0001` → `initial-access`. */
function tacticFrom(text: string): string | undefined {
	const name = text.trim().replace(/^attack[.:]/i, '').toLowerCase().replace(/[\s_-]+/g, '-');
	if (name === '') return undefined;
	return TACTICS.find(([id]) => id.toLowerCase() === name)?.[1] ?? name;
}

/** A tactic by TheHive's name or as others write it; one of another matrix stays as it is given. */
export const asTactic: Converter = (value) => {
	const text = textUpTo(32)(value);
	return typeof text === 'string' ? tacticFrom(text) : undefined;
};

/** One technique: its id in any case, or the address of its page; ids of own catalogs stay as they are. */
export const asPatternId: Converter = (value) => {
	const text = asText(value);
	if (isEmpty(text) || typeof text !== 'string') return undefined;
	const plain = text.trim();
	if (/^https?:\/\//i.test(plain)) {
		const id = patternIdOfPage(plain);
		if (id === undefined) throw new UnfitValue('is an address, but not of a technique of ATT&CK');
		return id;
	}
	return textUpTo(128)(/^t\d{4}(?:\.\d{3})?$/i.test(plain) ? plain.toUpperCase() : plain);
};
