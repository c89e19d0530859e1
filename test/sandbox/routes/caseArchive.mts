import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { Readable } from 'node:stream';
import { locateCase } from '../behaviour/access.mts';
import { prepareCase } from '../behaviour/case.mts';
import { addObservables } from '../behaviour/observable.mts';
import { addProcedure } from '../behaviour/procedure.mts';
import { record } from '../behaviour/record.mts';
import { ApiError, attributeError, badRequest, missingAttribute } from '../errors.mts';
import { get, ok, post } from '../http/call.mts';
import type { Answer, Call, Route } from '../http/call.mts';
import { readArchive } from '../http/archive.mts';
import { parseBody } from '../input/attributes.mts';
import * as shapes from '../input/shapes.mts';
import { isList, isObject, parseJson } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { Case } from '../store/rows.mts';

/** Name of the member that holds the case. */
const CASE_MEMBER = 'case.json';

/** A case as its archive tells it: in the form its creation takes it. */
function caseDocument(call: Call, row: Case): JsonObject {
	const { store } = call;
	const { title, description, severity, startDate, endDate, tags, flag, tlp, pap, status, summary } = row;
	return {
		case: {
			title,
			description,
			severity,
			startDate,
			endDate,
			tags,
			flag,
			tlp,
			pap,
			status,
			summary,
			customFields: row.customFields.map(({ name, value, order }) => ({ name, value, order })),
			tasks: store.table('task').by('parent', row._id).map((task) => ({ ...call.show(task), assignee: undefined })),
			pages: store.table('page').by('case', row._id).map((page) => call.show(page)),
		},
		observables: store
			.table('observable')
			.by('parent', row._id)
			.map((observable) => ({ ...call.show(observable), attachment: observable.attachmentId === undefined ? undefined : observable._id })),
		procedures: store.table('procedure').by('parent', row._id).map((procedure) => call.show(procedure)),
	};
}

async function exportCase(call: Call): Promise<Answer> {
	const row = locateCase(call, call.param('caseId'));
	const password = call.query.get('password');
	if (password === null || password === '') throw attributeError(missingAttribute('password'));
	const writer = new ZipWriter(new Uint8ArrayWriter(), { zipCrypto: true, password });
	await writer.add(CASE_MEMBER, new TextReader(JSON.stringify(caseDocument(call, row))));
	for (const { _id, attachmentId } of call.store.table('observable').by('parent', row._id)) {
		const attachment = attachmentId === undefined ? undefined : call.store.table('attachment').get(attachmentId);
		if (attachment === undefined) continue;
		const bytes = await call.instance.files.read(attachment.id);
		await writer.add(`attachments/${_id}/${attachment.name}`, new Uint8ArrayReader(new Uint8Array(bytes)));
	}
	return {
		status: 200,
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename="case-${row.number}.thar"`,
		},
		stream: Readable.from([Buffer.from(await writer.close())]),
	};
}

function list(value: Json | undefined): readonly Json[] {
	return isList(value) ? value : [];
}

async function importCase(call: Call): Promise<Answer> {
	const input = parseBody(shapes.importCase, call.body);
	const [file] = call.filesOf('file');
	if (file === undefined) throw attributeError(missingAttribute('file'));
	const members = await readArchive(call.instance.files, file, input.password);
	const member = members.find(({ name }) => name === CASE_MEMBER);
	const document = member === undefined ? undefined : parseJson(Buffer.from(member.bytes).toString());
	if (!isObject(document)) throw badRequest(`${file.name} is no case archive`);
	const files = await Promise.all(
		members.flatMap(({ name, bytes }) => {
			const [folder, field, filename] = name.split('/');
			if (folder !== 'attachments' || field === undefined || filename === undefined) return [];
			return [call.instance.files.put(bytes).then((received) => ({ field, name: filename, contentType: 'application/octet-stream', ...received }))];
		}),
	);
	const { password: _password, ...sharing } = input;
	const content = parseBody(shapes.createCase, document['case']);
	const errors: Json[] = [];
	const imported = await call.write((work) => {
		const row = prepareCase(work, { ...content, ...sharing });
		const inputs = list(document['observables']).map((observable) => parseBody(shapes.createObservable, observable));
		const outcome = addObservables(work, row, inputs, files);
		for (const { error } of outcome.failed) errors.push(error.body);
		const procedures = list(document['procedures']).flatMap((procedure) => {
			try {
				return [addProcedure(work, row, parseBody(shapes.procedure, procedure))];
			} catch (error) {
				if (!(error instanceof ApiError)) throw error;
				errors.push(error.body);
				return [];
			}
		});
		record(work, 'create', row);
		return { row, observables: outcome.created, procedures };
	});
	return ok({
		case: call.show(imported.row),
		observables: imported.observables.map((observable) => call.show(observable)),
		procedures: imported.procedures.map((procedure) => call.show(procedure)),
		errors,
	});
}

export const caseArchiveRoutes: readonly Route[] = [
	get('/case/:caseId/export', exportCase),
	post('/case/import', importCase, { body: 'multipart', permissions: ['manageCase/create'] }),
];
