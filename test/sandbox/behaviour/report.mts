import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { badRequest } from '../errors.mts';
import { isList, isObject, stringOf } from '../json.mts';
import type { JsonObject } from '../json.mts';
import type { Case } from '../store/rows.mts';
import type { Store } from '../store/store.mts';
import { timelineOf } from './timeline.mts';
import type { Sight } from './access.mts';

export const REPORT_FORMATS = ['docx', 'html', 'markdown'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const contentTypes: Readonly<Record<ReportFormat, string>> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	html: 'text/html',
	markdown: 'text/markdown',
};

const WIDGETS = [
	'Text',
	'Image',
	'CustomFields',
	'CustomFieldsList',
	'AlertTable',
	'AlertList',
	'ObservableTable',
	'ObservableList',
	'TaskTable',
	'TaskList',
	'TTPTable',
	'TTPList',
	'Timeline',
	'Comments',
	'Pages',
] as const;

/** What a report template may hold [D OutputCaseReportTemplateObjects]. */
export const reportObjects: JsonObject = {
	widgets: WIDGETS,
	alertFields: ['_id', 'type', 'source', 'sourceRef', 'title', 'severity', 'date', 'tags', 'tlp', 'pap', 'status', '_createdAt'],
	observableFields: ['dataType', 'data', 'tlp', 'pap', 'tags', 'ioc', 'sighted', '_createdAt'],
	taskFields: ['group', 'title', 'status', 'assignee', 'startDate', 'endDate'],
	ttpFields: ['tactic', 'patternId', 'description', 'occurDate'],
	logFields: ['message', 'date', '_createdBy'],
	timelineEvents: ['Alert', 'Case', 'Task', 'Log', 'Observable', 'Procedure', 'Custom'],
};

/** A line of a report: a heading of a level, or text (level 0). */
interface Line {
	readonly level: number;
	readonly text: string;
}

function section(kind: string, title: string | undefined, widget: JsonObject, row: Case, sight: Sight & { now: number }): Line[] {
	const { store } = sight;
	const head = (fallback: string): Line => ({ level: 2, text: title ?? fallback });
	const lines = (fallback: string, texts: readonly string[]): Line[] => [head(fallback), ...texts.map((text) => ({ level: 0, text }))];
	if (kind.startsWith('Observable')) {
		return lines('Observables', store.table('observable').by('parent', row._id).map(({ dataType, data, key }) => `${dataType}: ${data ?? key}`));
	}
	if (kind.startsWith('Task')) {
		return lines('Tasks', store.table('task').by('parent', row._id).map(({ title: name, status }) => `${name} (${status})`));
	}
	if (kind.startsWith('Alert')) {
		return lines('Alerts', store.table('alert').by('case', row._id).map(({ title: name, source }) => `${name} (${source})`));
	}
	if (kind.startsWith('TTP')) {
		return lines('Procedures', store.table('procedure').by('parent', row._id).map(({ patternId, patternName }) => `${patternId} ${patternName}`));
	}
	if (kind.startsWith('CustomFields')) {
		return lines('Custom fields', row.customFields.map(({ name, value }) => `${name}: ${String(value)}`));
	}
	switch (kind) {
		case 'Comments':
			return lines('Comments', store.table('comment').by('parent', row._id).map(({ message }) => message));
		case 'Pages':
			return lines('Pages', store.table('page').by('case', row._id).map(({ title: name, content }) => `${name}: ${content}`));
		case 'Timeline':
			return lines('Timeline', timelineOf(sight, row).map(({ date, kind: what }) => `${new Date(Number(date)).toISOString()} ${String(what)}`));
		case 'Text':
			return [{ level: 0, text: filled(stringOf(widget['template']) ?? '', row) }];
		default:
			return [];
	}
}

/** Puts the case's own fields into `{{case.title}}` and the like. */
function filled(template: string, row: Case): string {
	const members = new Map<string, unknown>(Object.entries(row));
	return template.replace(/\{\{\s*case\.(\w+)\s*\}\}/g, (_match, name: string) => String(members.get(name) ?? ''));
}

function linesOf(definition: JsonObject, row: Case, sight: Sight & { now: number }): Line[] {
	const widgets = isList(definition['widgets']) ? definition['widgets'].filter(isObject) : [];
	return [
		{ level: 1, text: `Case #${row.number} ${row.title}` },
		{ level: 0, text: row.description },
		...widgets.flatMap((widget) => section(stringOf(widget['_kind']) ?? '', stringOf(widget['title']), widget, row, sight)),
	];
}

function escapeMarkup(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The least a word processor opens: one document part and what points at it. */
async function docxOf(lines: readonly Line[]): Promise<Uint8Array> {
	const writer = new ZipWriter(new Uint8ArrayWriter());
	const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
	const paragraphs = lines.map(({ text }) => `<w:p><w:r><w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r></w:p>`);
	const parts: Readonly<Record<string, string>> = {
		'[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${contentTypes.docx}.main+xml"/></Types>`,
		'_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		'word/document.xml': `${xml}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`,
	};
	for (const [name, content] of Object.entries(parts)) await writer.add(name, new TextReader(content));
	return writer.close();
}

/** A format by its name. @throws BadRequest (400) */
export function reportFormat(name: string): ReportFormat {
	const found = REPORT_FORMATS.find((format) => format === name || (format === 'markdown' && name === 'md'));
	if (found === undefined) throw badRequest(`Unknown report format ${name}, expected one of ${REPORT_FORMATS.join(', ')}`);
	return found;
}

export interface Rendered {
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly filename: string;
}

/** Renders a case by a template's definition. */
export async function renderReport(
	format: ReportFormat,
	definition: JsonObject,
	row: Case,
	sight: { readonly store: Store; readonly actor: Sight['actor']; readonly now: number },
): Promise<Rendered> {
	const lines = linesOf(definition, row, sight);
	const filename = `case-${row.number}.${format === 'markdown' ? 'md' : format}`;
	const contentType = contentTypes[format];
	if (format === 'docx') return { bytes: await docxOf(lines), contentType, filename };
	const text =
		format === 'html'
			? `<!doctype html><html><body>${lines.map(({ level, text: content }) => (level === 0 ? `<p>${escapeMarkup(content)}</p>` : `<h${level}>${escapeMarkup(content)}</h${level}>`)).join('\n')}</body></html>`
			: lines.map(({ level, text: content }) => (level === 0 ? content : `${'#'.repeat(level)} ${content}`)).join('\n\n');
	return { bytes: Buffer.from(text), contentType, filename };
}
