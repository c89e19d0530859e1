import { Readable } from 'node:stream';
import { csvOf } from '../behaviour/csv.mts';
import { attributeError, badRequest, invalidFormat, missingAttribute } from '../errors.mts';
import { get, ok } from '../http/call.mts';
import type { Answer, Call, Route } from '../http/call.mts';
import { anyText, choice, flag, listOf, parseBody, required } from '../input/attributes.mts';
import type { Parsed } from '../input/attributes.mts';
import { isList, parseJson } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { presentWith } from '../query/extraData.mts';
import { runOperations } from '../query/evaluate.mts';
import { modelOf } from '../query/models.mts';
import type { Kind } from '../store/rows.mts';

const models: Readonly<Record<string, Kind>> = {
	Case: 'case',
	Alert: 'alert',
	User: 'user',
	Organisation: 'organisation',
	Procedure: 'procedure',
	Task: 'task',
	Observable: 'observable',
};

const shape = {
	format: required(choice('csv', 'json', 'txt', 'misp')),
	fileName: anyText,
	model: required(choice('Case', 'Alert', 'User', 'Organisation', 'Procedure', 'Task', 'Observable')),
	protectData: flag,
	fields: listOf(anyText),
	delimiter: anyText,
	quoteChar: anyText,
	escapeChar: anyText,
};
type Options = Parsed<typeof shape>;

function jsonParameter(call: Call, name: string): Json {
	const text = call.query.get(name);
	if (text === null) throw attributeError(missingAttribute(name));
	try {
		return parseJson(text);
	} catch {
		throw badRequest(`Parameter ${name} is no JSON`);
	}
}

/** `http://evil.example` → `hxxp://evil[.]example`. */
function defang(data: string): string {
	return data.replace(/^http/i, 'hxxp').replaceAll('.', '[.]').replaceAll('@', '[@]');
}

function protectedRow(row: JsonObject, options: Options): JsonObject {
	const { data } = row;
	return options.protectData !== false && typeof data === 'string' ? { ...row, data: defang(data) } : row;
}

function fieldsOf(kind: Kind): string[] {
	const hidden = new Set(['keyword', 'relatedId']);
	return ['_id', ...[...modelOf(kind).fields.values()].flatMap(({ name, described, index }) =>
		described && index !== 'none' && !hidden.has(name) && !name.includes('.') && !/In(Seconds|Minutes|Hours|Days)$/.test(name) ? [name] : [],
	)];
}

/** A member by path; custom fields by `customFields.<name>`. */
function valueAt(row: JsonObject, path: string): Json | undefined {
	const [first = '', ...rest] = path.split('.');
	const value = row[first];
	if (rest.length === 0) return isList(value) ? value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ') : value;
	if (first === 'customFields' && isList(value)) {
		const found = value.find((item) => typeof item === 'object' && item !== null && 'name' in item && item.name === rest.join('.'));
		return typeof found === 'object' && found !== null && 'value' in found ? found.value : undefined;
	}
	return typeof value === 'object' && value !== null && !isList(value) ? valueAt({ ...value }, rest.join('.')) : undefined;
}

const extensions: Readonly<Record<Options['format'], string>> = {
	csv: 'csv',
	json: 'json',
	txt: 'txt',
	misp: 'json',
};

function contentOf(rows: readonly JsonObject[], options: Options): string {
	const kind = models[options.model] ?? 'case';
	switch (options.format) {
		case 'csv': {
			const fields = options.fields ?? fieldsOf(kind);
			return csvOf(fields, rows.map((row) => fields.map((field) => valueAt(row, field))), {
				delimiter: options.delimiter ?? ',',
				quote: options.quoteChar ?? '"',
				escape: options.escapeChar ?? '"',
			});
		}
		case 'json':
			return JSON.stringify(rows);
		case 'txt':
			return rows.map(({ data }) => `${String(data ?? '')}\n`).join('');
		default:
			return JSON.stringify({
				Event: { info: 'TheHive export', Attribute: rows.map(({ dataType, data }) => ({ type: dataType, value: data })) },
			});
	}
}

function exportRows(call: Call): Answer {
	const query = jsonParameter(call, 'query');
	if (!isList(query) || query.length === 0) throw attributeError(invalidFormat('query', 'list of operations', query));
	const options = parseBody(shape, jsonParameter(call, 'options'));
	if ((options.format === 'txt' || options.format === 'misp') && options.model !== 'Observable') {
		throw badRequest(`Format ${options.format} is for model Observable only`);
	}
	const { scope } = call;
	const { result, extraData } = runOperations(query, scope);
	if (result.type !== 'rows' || result.kind !== models[options.model]) throw badRequest(`The query does not give rows of model ${options.model}`);
	const rows = result.rows.map((row) => protectedRow(presentWith(row, extraData, scope), options));
	const extension = extensions[options.format];
	return {
		status: 200,
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename="${(options.fileName ?? options.model).replace(/["\r\n]/g, '_')}.${extension}"`,
		},
		stream: Readable.from([Buffer.from(contentOf(rows, options))]),
	};
}

export const exportRoutes: readonly Route[] = [
	get('/export', exportRows),
	get('/export/_fields', () =>
		ok({
			fieldsByModel: Object.fromEntries(
				Object.entries(models).map(([name, kind]) => [
					name,
					fieldsOf(kind).map((fieldPath) => ({
						fieldPath,
						fieldType: modelOf(kind).fields.get(fieldPath)?.type ?? 'string',
						selectedByDefault: true,
					})),
				]),
			),
		}),
	),
];
