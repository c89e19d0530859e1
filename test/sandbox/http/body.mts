import type { FastifyRequest } from 'fastify';
import type { StoredFile } from '../behaviour/attachment.mts';
import { badRequest } from '../errors.mts';
import { isList, isObject, parseJson } from '../json.mts';
import type { Json } from '../json.mts';
import type { FileStore } from '../store/files.mts';
import type { RecordedPart } from './journal.mts';

export interface ReadBody {
	readonly json: Json | undefined;
	readonly files: readonly StoredFile[];
	readonly fields: ReadonlyMap<string, string>;
	/** The parts of a multipart body, for the journal. */
	readonly parts: readonly RecordedPart[] | undefined;
}

function jsonOf(text: string): Json {
	try {
		return parseJson(text);
	} catch (error) {
		throw badRequest(`Invalid Json: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/**
 * A JSON body. Nothing at all is undefined.
 * @throws BadRequest (400) for another content type (5.5.1) or broken JSON
 */
export function readJson(raw: unknown, contentType: string | undefined): Json | undefined {
	if (!(raw instanceof Buffer) || raw.length === 0) return undefined;
	const type = contentType?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/json' && type !== 'text/json') throw badRequest('Expecting text/json or application/json body');
	return jsonOf(raw.toString());
}

function fieldText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A multipart body: files go to the store as they arrive, `_json` may be a field or a file, in any order. */
export async function readMultipart(request: FastifyRequest, store: FileStore): Promise<ReadBody> {
	const files: StoredFile[] = [];
	const fields = new Map<string, string>();
	const parts: RecordedPart[] = [];
	let json: Json | undefined;
	for await (const part of request.parts()) {
		if (part.type === 'field') {
			const text = fieldText(part.value);
			parts.push({ name: part.fieldname, size: Buffer.byteLength(text), value: text });
			if (part.fieldname === '_json') json = jsonOf(text);
			else fields.set(part.fieldname, text);
		} else if (part.fieldname === '_json') {
			const text = (await part.toBuffer()).toString();
			parts.push({ name: part.fieldname, filename: part.filename, size: Buffer.byteLength(text), value: text });
			json = jsonOf(text);
		} else {
			const received = await store.receive(part.file);
			const name = part.filename === '' ? part.fieldname : part.filename;
			files.push({ field: part.fieldname, name, contentType: part.mimetype, ...received });
			parts.push({ name: part.fieldname, filename: part.filename, size: received.size });
		}
	}
	if (json !== undefined && !isObject(json) && !isList(json)) throw badRequest('Invalid Json: object expected');
	return { json, files, fields, parts };
}
