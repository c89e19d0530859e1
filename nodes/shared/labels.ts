/** What the form calls its pickers, by parameter. */
const pickers = new Map<string, string>();

/** To be told of every picker: its label is not always what its parameter is called (`patternId` is "Technique"). */
export function notePicker(parameter: string, displayName: string): void {
	pickers.set(parameter, displayName);
}

/** `caseIds` → `Case IDs`. */
export function wordsOf(name: string): string {
	const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ');
	return words
		.map((word) => (/^ids?$/i.test(word) ? word.toUpperCase().replace('IDS', 'IDs') : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}

/** What the form calls a parameter: `caseId` → `Case`, `caseIds` → `Case IDs`. */
export function labelOf(parameter: string): string {
	return pickers.get(parameter) ?? wordsOf(parameter);
}
