/** How many ranges are listed before it says that there are more. */
const LISTED = 12;

/** Item indices in words: `[0, 1, 2, 7]` → `0–2, 7`. */
export function itemRanges(indices: readonly number[]): string {
	const sorted = [...new Set(indices)].sort((a, b) => a - b);
	const parts: Array<{ from: number; to: number }> = [];
	for (const index of sorted) {
		const last = parts.at(-1);
		if (last && last.to === index - 1) last.to = index;
		else parts.push({ from: index, to: index });
	}
	const shown = parts.slice(0, LISTED).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
	return shown.join(', ') + (parts.length > LISTED ? ` and ${parts.length - LISTED} more ranges` : '');
}
