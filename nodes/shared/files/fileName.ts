/** Longest name that file systems take, in bytes of UTF-8. */
const LONGEST_NAME = 255;

/** Longest ending (`.tar.gz` counts as `.gz`) that is kept when a name must be cut, in characters. */
const LONGEST_EXTENSION = 20;

/** Control characters, and marks that turn the direction of writing: `gpj.exe` could pose as `exe.jpg`. */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** What separates folders or means something to a file system or shell. */
const RESERVED_CHARACTERS = /[/\\:*?"<>|]/g;

/** Half a character: a text cut in the middle of an emoji. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const RESERVED_NAMES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The beginning of a text in at most so many bytes of UTF-8, no character cut in two. */
function beginning(text: string, bytes: number): string {
	let size = 0;
	let result = '';
	for (const character of text) {
		size += Buffer.byteLength(character);
		if (size > bytes) break;
		result += character;
	}
	return result;
}

/**
 * A name cut in such a way that its ending stays.
 * @param bytes of UTF-8 that it may have
 */
export function shortened(name: string, bytes: number): string {
	if (Buffer.byteLength(name) <= bytes) return name;
	const dot = name.lastIndexOf('.');
	const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : '';
	return `${beginning(name.slice(0, name.length - extension.length), bytes - Buffer.byteLength(extension))}${extension}`;
}

/**
 * A name under which a file can be saved anywhere: it names no folder, hides nothing and is not too long.
 * @param name as a server or an earlier node gives it
 * @param fallback for a name that has nothing usable
 */
export function safeFileName(name: string | undefined, fallback = 'file'): string {
	const plain = (name ?? '').replace(LONE_SURROGATE, '_').replace(INVISIBLE, '').replace(RESERVED_CHARACTERS, '_').replace(/^[.\s]+|[.\s]+$/g, '');
	if (plain === '') return fallback;
	return shortened(RESERVED_NAMES.test(plain) ? `_${plain}` : plain, LONGEST_NAME);
}

/** Node reads headers as Latin-1, servers write UTF-8 all the same. */
function asUtf8(text: string): string {
	const decoded = Buffer.from(text, 'latin1').toString('utf8');
	return decoded.includes('\uFFFD') ? text : decoded;
}

/** `UTF-8''na%C3%AFve.txt` (RFC 8187), or nothing where it is not well-formed. */
function extendedValue(value: string): string | undefined {
	const [, charset = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/.exec(value) ?? [];
	const bytes = Buffer.from(encoded.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
	if (bytes.length === 0) return undefined;
	return bytes.toString(charset.toLowerCase() === 'utf-8' ? 'utf8' : 'latin1');
}

/** A parameter of a header: `name=token` or `name="quoted \" text"`. */
const PARAMETER = /;\s*([\w!#$&+^`|~-]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/**
 * The file name in a Content-Disposition header, not yet made safe.
 * @param header e.g. `attachment; filename="x.txt"; filename*=UTF-8''%E2%82%AC.txt`
 */
export function nameFromDisposition(header: unknown): string | undefined {
	if (typeof header !== 'string') return undefined;
	const parameters = new Map<string, string>();
	for (const [, name = '', quoted, token = ''] of `;${header}`.matchAll(PARAMETER)) {
		parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token.trim());
	}
	const extended = extendedValue(parameters.get('filename*') ?? '');
	const plain = parameters.get('filename');
	return extended ?? (plain === undefined ? undefined : asUtf8(plain));
}

/**
 * The name a file is sent under: the last part of a path, as browsers send it.
 * @param fallback for a file without a name
 */
export function uploadName(name: string | undefined, fallback: string): string {
	const last = (name ?? '').replace(LONE_SURROGATE, '_').split(/[/\\]/).findLast((part) => !/^[.\s]*$/.test(part)) ?? '';
	return last.replace(/\p{Cc}/gu, '') || fallback;
}
