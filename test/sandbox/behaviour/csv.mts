import type { Json } from '../json.mts';

export interface CsvStyle {
	readonly delimiter: string;
	readonly quote: string;
	readonly escape: string;
}

function text(value: Json | undefined): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'object') return JSON.stringify(value);
	return String(value);
}

function cell(value: Json | undefined, { delimiter, quote, escape }: CsvStyle): string {
	const plain = text(value);
	const needsQuotes = [delimiter, quote, '\n', '\r'].some((special) => plain.includes(special));
	return needsQuotes ? `${quote}${plain.replaceAll(quote, `${escape}${quote}`)}${quote}` : plain;
}

/** Lines of a CSV file, header first, each ended by a line feed. */
export function csvOf(fields: readonly string[], rows: readonly (readonly (Json | undefined)[])[], style: CsvStyle): string {
	return [fields, ...rows].map((row) => `${row.map((value) => cell(value, style)).join(style.delimiter)}\n`).join('');
}
