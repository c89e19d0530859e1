import { isFileName, isRegistryKey, isUnixPath, isUriPath, isWindowsPath } from './files';
import { isDomain, isIp, isMail, isName, isUrlWithoutScheme, isUrlWithScheme } from './networkNames';

/** TheHive's observable types that a text can be recognised as (its default types; `file` needs a file). */
export type DetectedType =
	| 'autonomous-system'
	| 'domain'
	| 'filename'
	| 'fqdn'
	| 'hash'
	| 'hostname'
	| 'ip'
	| 'mail'
	| 'other'
	| 'registry'
	| 'uri_path'
	| 'url'
	| 'user-agent';

/** MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512. */
const HASH_LENGTHS = new Set([32, 40, 56, 64, 96, 128]);

function isHash(text: string): boolean {
	return HASH_LENGTHS.has(text.length) && /^[\da-f]+$/i.test(text);
}

function isAutonomousSystem(text: string): boolean {
	const number = /^ASN?[ -]?(\d{1,10})$/i.exec(text)?.[1];
	return number !== undefined && Number(number) <= 4_294_967_295;
}

/** Programs that name themselves without a comment in brackets. */
const KNOWN_AGENT =
	/^(?:Mozilla|Opera|Wget|curl|libcurl|libwww-perl|lwp-\w+|python(?:-\w+)?|aiohttp|Go-http-client|okhttp|Java|Apache-HttpClient|PostmanRuntime|axios|node-fetch|Ruby|PycURL|WinHTTP|WindowsPowerShell|Dalvik|Googlebot|bingbot|sqlmap|Nikto|masscan|zgrab|nuclei|gobuster)\/v?\d[^\r\n]*$/i;
/** Product, version and a comment in brackets. */
const AGENT_WITH_COMMENT = /^[\w.+-]+\/v?\d[\w.+-]* \([^\r\n)]+\)/;

function isUserAgent(text: string): boolean {
	return KNOWN_AGENT.test(text) || AGENT_WITH_COMMENT.test(text);
}

/** A machine's name without domain: a letter first, a hyphen and a digit in it, no longer than NetBIOS allows; no bulletin numbers. */
function isHostname(text: string): boolean {
	if (/^localhost$/i.test(text)) return true;
	return /^(?=[^-]*-)(?=\D*\d)[a-z][a-z\d-]{1,13}[a-z\d]$/i.test(text) && !/^(?:CVE|MS\d\d|KB|GHSA|APT|UNC|TA|FIN|RFC|ISO|SHA|TLP|PAP|v\d)-?\d/i.test(text);
}

/** The first that holds names the type. */
const TYPES: ReadonlyArray<readonly [DetectedType, (text: string) => boolean]> = [
	['registry', isRegistryKey],
	['url', isUrlWithScheme],
	['hash', isHash],
	['ip', isIp],
	['mail', isMail],
	['autonomous-system', isAutonomousSystem],
	['user-agent', isUserAgent],
	['filename', (text) => isWindowsPath(text) || isUnixPath(text)],
	['uri_path', isUriPath],
	['url', isUrlWithoutScheme],
	['filename', isFileName],
	['domain', isDomain],
	['fqdn', isName],
	['hostname', isHostname],
];

/**
 * TheHive's type of a value.
 * @param text trimmed; see `readObservable` for text as people paste it
 * @returns `other` for what is none of the known
 */
export function detectType(text: string): DetectedType {
	return TYPES.find(([, holds]) => holds(text))?.[0] ?? 'other';
}
