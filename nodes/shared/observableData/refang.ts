/** Undoes what people do to an indicator so that nobody follows it: `hxxps[:]//evil[.]example` → `https://evil.example`. */

const OPEN = '[\\[({<]';
const CLOSE = '[\\])}>]';

const bracketed = (inside: string): RegExp => new RegExp(`\\s*${OPEN}\\s*(?:${inside})\\s*${CLOSE}\\s*`, 'giu');

/** Each defanged form and what it stands for, in the order they are undone. */
const FORMS: ReadonlyArray<readonly [RegExp, string]> = [
	// scheme
	[/^\s*[[({](https?|ftps?|hxxps?)[\])}](?=:)/iu, '$1'],
	[/^(\s*)h(?:xx|\*\*|xt|tx|zz|\[tt\])p(?=s?\s*[[({<]?\s*:)/iu, '$1http'],
	[/^(\s*)fxp(?=s?\s*[[({<]?\s*:)/iu, '$1ftp'],
	[/^(\s*)meow:\/\//iu, '$1http://'],
	// colons and slashes
	[bracketed(':\\s*/\\s*/'), '://'],
	[bracketed('::'), '::'],
	[bracketed(':'), ':'],
	[/:\s*[[({]\s*\/\s*\/\s*[\])}]\s*/gu, '://'],
	[/[[({]\/[\])}]/gu, '/'],
	[/^(\s*[a-z][a-z\d+.-]*):\\\\(?=[^\\])/iu, '$1://'],
	// dots
	[bracketed('\\.|dot|d0t|punkt|point|punto'), '.'],
	[/\\\./gu, '.'],
	[/(?<=[\p{L}\p{N}])(?:\[\.|\(\.|\{\.|\.\]|\.\)|\.\})(?=[\p{L}\p{N}])/gu, '.'],
	[/(?<=[\p{L}\p{N}])\s+(?:dot|DOT|\[?\.\]?)\s+(?=[\p{L}\p{N}])/gu, '.'],
	[/[。．｡]/gu, '.'],
];

/** Forms of the at sign, undone outside the path of a URL only: there the same text may be meant. */
const AT_FORMS: ReadonlyArray<readonly [RegExp, string]> = [
	[bracketed('@|at'), '@'],
	[/(?<=[\p{L}\p{N}])\s+(?:at|AT|@)\s+(?=[\p{L}\p{N}])/gu, '@'],
];

/** Where the path, query or fragment of a URL begins; the whole length for anything else. */
function endOfAuthority(text: string): number {
	const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0].length;
	if (scheme === undefined) return text.length;
	const end = text.slice(scheme).search(/[/?#]/);
	return end < 0 ? text.length : scheme + end;
}

const undone = (text: string, forms: typeof FORMS): string => forms.reduce((result, [form, plain]) => result.replace(form, plain), text);

/** The text with every defanged form undone. Whether the result is an indicator is for the caller to see. */
export function withoutDefanging(text: string): string {
	const plain = undone(text, FORMS);
	const end = endOfAuthority(plain);
	return undone(plain.slice(0, end), AT_FORMS) + plain.slice(end);
}

const PAIRS: ReadonlyArray<readonly [string, string]> = [
	['"', '"'],
	["'", "'"],
	['`', '`'],
	['“', '”'],
	['„', '“'],
	['‘', '’'],
	['«', '»'],
	['<', '>'],
	['(', ')'],
	['[', ']'],
	['{', '}'],
	['**', '**'],
	['__', '__'],
];

/** Whether the bracket that opens the text is the one that closes it: `(a) b (c)` is not wrapped. */
function wraps(text: string, open: string, close: string): boolean {
	if (text.length <= open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) return false;
	const inside = text.slice(open.length, text.length - close.length);
	if (open === close) return !inside.includes(open);
	let depth = 0;
	for (const character of inside) {
		if (character === open) depth++;
		else if (character === close) depth--;
		if (depth < 0) return false;
	}
	return depth === 0;
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/gu;
const MARKDOWN_LINK = /^!?\[[^\]]*\]\(\s*<?([^\s)<>]+)>?(?:\s+"[^"]*")?\s*\)$/u;

/** The text without invisible characters, blanks, quotes, brackets and emphasis around it; of a Markdown link, its target. */
export function unwrapped(text: string): string {
	const bare = text.replace(INVISIBLE, '').trim();
	const link = MARKDOWN_LINK.exec(bare)?.[1];
	if (link !== undefined) return unwrapped(link);
	const pair = PAIRS.find(([open, close]) => wraps(bare, open, close));
	return pair ? unwrapped(bare.slice(pair[0].length, bare.length - pair[1].length)) : bare;
}

const BULLET = /^(?:[-*•‣–—]|\d{1,3}[.)])\s+(?=\S)/u;
const LABELLED_HASH = /^(?:md5|sha-?(?:1|224|256|384|512))\s*[:=]\s*(?=[\da-f]{32,128}$)/iu;
const MAILBOX = /^[^<>]*<\s*([^<>\s]+@[^<>\s]+)\s*>$/u;
const TRAILING = /[.,;:!…]+$/u;
const QUOTE = /["'`“”„‘’«»]/gu;
const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** A closing bracket at the end whose opening one is missing, or a single quote at an end, belongs to the sentence around. */
function withoutLooseEnds(text: string): string {
	const last = text.at(-1) ?? '';
	const open = CLOSERS[last];
	const count = (character: string) => text.split(character).length;
	if (open !== undefined && count(last) > count(open)) return text.slice(0, -1);
	return text.match(QUOTE)?.length === 1 ? text.replace(/^["'`“”„‘’«»]|["'`“”„‘’«»]$/u, '') : text;
}

/** One step of taking away what sentences, lists and mails put around a value. */
export function withoutSurroundings(text: string): string {
	const value = unwrapped(text).replace(BULLET, '').replace(LABELLED_HASH, '').replace(/^mailto:(?=[^?]+$)/iu, '');
	const mail = MAILBOX.exec(value)?.[1] ?? value;
	return withoutLooseEnds(unwrapped(mail.replace(TRAILING, '')));
}
