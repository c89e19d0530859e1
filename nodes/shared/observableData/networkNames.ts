/** What is an address or a name in a network, decided by its text alone. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[\da-f]{1,4}$/i;
const ZONE = /^[\w.~-]{1,32}$/;

/** Dotted quad without leading zeros, which some readers take for octal. */
export function isIpv4(text: string): boolean {
	return IPV4.test(text);
}

/** How many of an IPv6 address's eight groups the part stands for, or nothing when it is no part of one. */
function groupsIn(part: string): number | undefined {
	if (part === '') return 0;
	const groups = part.split(':');
	const last = groups.at(-1) ?? '';
	const quad = isIpv4(last);
	const hex = quad ? groups.slice(0, -1) : groups;
	return hex.every((group) => GROUP.test(group)) ? groups.length + (quad ? 1 : 0) : undefined;
}

/** RFC 4291 text: eight groups, one run of them compressed or not, the last two as IPv4 or not, with a zone (RFC 4007) or not. */
export function isIpv6(text: string): boolean {
	const [address = '', zone, ...rest] = text.split('%');
	if (rest.length > 0 || (zone !== undefined && !ZONE.test(zone))) return false;
	const halves = address.split('::');
	if (halves.length > 2) return false;
	const [head = '', tail] = halves;
	// an IPv4 tail ends the address: it cannot stand before the compressed run
	if (tail !== undefined && head.includes('.')) return false;
	const before = groupsIn(head);
	const after = groupsIn(tail ?? '');
	if (before === undefined || after === undefined) return false;
	return tail === undefined ? before === 8 : before + after <= 7;
}

/** A network in CIDR notation. */
function isCidr(text: string): boolean {
	const [address = '', length = '', ...rest] = text.split('/');
	if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
	return (isIpv4(address) && Number(length) <= 32) || (isIpv6(address) && Number(length) <= 128);
}

/** An address of either version, or a network of them. */
export function isIp(text: string): boolean {
	return isIpv4(text) || isIpv6(text) || isCidr(text);
}

/** Letters and digits of any script, hyphens inside; the underscore of service names (`_dmarc`). */
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;
const TOP_LEVEL = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z\d-]*[a-z\d])$/iu;

/** Labels of a name with at least one dot whose last label may be a top-level domain; none for anything else. */
function labelsOf(text: string): string[] {
	if (text.length > 253) return [];
	const labels = text.split('.');
	const last = labels.at(-1) ?? '';
	return labels.length > 1 && labels.every((label) => LABEL.test(label)) && TOP_LEVEL.test(last) ? labels : [];
}

export function isName(text: string): boolean {
	return labelsOf(text).length > 0;
}

/** Second labels under which country registries give names out: `example.co.uk` is one registered domain. */
const REGISTRY_LABEL = /^(?:ac|co|com|edu|gob|gouv|gov|go|govt|lg|mil|ne|net|nom|or|org|sch)$/i;

/** A name as it is registered: directly under a top-level domain, or under a registry's second level. */
export function isDomain(text: string): boolean {
	const labels = labelsOf(text);
	const [, second = '', top = ''] = labels;
	return labels.length === 2 || (labels.length === 3 && /^[a-z]{2}$/i.test(top) && REGISTRY_LABEL.test(second));
}

/** The host of a URL: a name, an address, or what stands in a network without dots. */
function isHost(text: string): boolean {
	return isIpv4(text) || isName(text) || (text.startsWith('[') && text.endsWith(']') && isIpv6(text.slice(1, -1)));
}

const PORT = /:(\d{1,5})$/;

/** Host and port, which together say more than an address: `203.0.113.7:8080`. */
export function isHostWithPort(text: string): boolean {
	const port = PORT.exec(text);
	return port !== null && Number(port[1]) <= 65_535 && isHost(text.slice(0, port.index));
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** Any scheme with an authority or a path behind it, no blanks. */
export function isUrlWithScheme(text: string): boolean {
	return SCHEME.test(text) && /^\S+$/.test(text) && /[\p{L}\p{N}]/u.test(text.replace(SCHEME, ''));
}

/** A URL whose scheme was left out: a host (with port or not) and a path, query or fragment. */
export function isUrlWithoutScheme(text: string): boolean {
	const end = text.search(/[/?#]/);
	if (end < 1 || /\s/.test(text)) return isHostWithPort(text);
	const host = text.slice(0, end);
	return isHost(host) || isHostWithPort(host);
}

const LOCAL_PART = /^(?:[^\s@<>()[\]\\,;:"]{1,64}|"[^"\r\n]{1,62}")$/u;

/** An address of RFC 5321, internationalised (RFC 6531) or not; the host a name with a dot or an address in brackets. */
export function isMail(text: string): boolean {
	const at = text.lastIndexOf('@');
	if (at < 1) return false;
	const host = text.slice(at + 1);
	const literal = /^\[(?:IPv6:)?(.+)\]$/i.exec(host)?.[1];
	return LOCAL_PART.test(text.slice(0, at)) && (literal === undefined ? isName(host) : isIpv4(literal) || isIpv6(literal));
}
