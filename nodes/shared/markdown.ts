import type { IDataObject } from 'n8n-workflow';
import { UnfitValue } from './fieldError';
import type { Converter } from './values';
import { isEmpty, isObject, textUpTo } from './values';

/** A value as a cell of a table: one line, its pipes escaped. */
function cell(value: unknown): string {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.trim().replace(/\\/g, '\\\\').replace(/\|/g, '\\|').replace(/\r?\n/g, '<br>');
}

function line(cells: string[]): string {
	return `| ${cells.join(' | ')} |`;
}

/**
 * Rows as a table in Markdown, a column for each key in the order they first come.
 * @throws UnfitValue when there is nothing to show
 */
export function markdownTable(rows: readonly IDataObject[]): string {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	if (columns.length === 0) throw new UnfitValue('is a list without anything in it');
	return [line(columns.map(cell)), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((column) => cell(row[column]))))].join('\n');
}

/**
 * Text in Markdown of at most `max` characters. A list of objects, as `$input.all().map((item) => item.json)` gives it,
 * becomes a table; a list of texts a list of points.
 */
export function markdownUpTo(max: number): Converter {
	const asMax = textUpTo(max);
	return (value) => {
		if (!Array.isArray(value)) return asMax(value);
		const rows: unknown[] = value.filter((row) => !isEmpty(row));
		if (rows.length === 0) throw new UnfitValue('is an empty list');
		const objects = rows.filter(isObject);
		if (objects.length === rows.length) return asMax(markdownTable(objects));
		if (objects.length > 0) throw new UnfitValue('needs a list of objects, or a list of texts: it has both');
		return asMax(rows.map((row) => `- ${cell(row)}`).join('\n'));
	};
}
