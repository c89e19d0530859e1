/** Words as the full-text index sees them: runs of letters and digits, in lower case. */
export function wordsOf(text: string): string[] {
	return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/**
 * `_like` [L]: a case-sensitive part of the text, or whole words in any case, several in the order given. Outer `*`
 * mean nothing, an inner one matches nothing.
 */
export function likeMatcher(pattern: string): (text: string) => boolean {
	const needle = pattern.replace(/^\*+/, '').replace(/\*+$/, '');
	const wanted = wordsOf(needle);
	const [first] = wanted;
	const phrase = ` ${wanted.join(' ')} `;
	return (text) => {
		if (text.includes(needle)) return true;
		if (first === undefined || needle.includes('*')) return false;
		// Cheap refusal before splitting into words: a phrase needs its first word somewhere.
		const lower = text.toLowerCase();
		return lower.includes(first) && ` ${wordsOf(lower).join(' ')} `.includes(phrase);
	};
}

/** `_match`: every word of the value is a word of the text, in any case. */
export function wordMatcher(value: string): (text: string) => boolean {
	const wanted = wordsOf(value);
	return (text) => {
		if (wanted.length === 0) return false;
		const words = new Set(wordsOf(text));
		return wanted.every((word) => words.has(word));
	};
}
