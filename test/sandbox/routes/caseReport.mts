import { Readable } from 'node:stream';
import { locate, locateCase } from '../behaviour/access.mts';
import { attach } from '../behaviour/attachment.mts';
import { record } from '../behaviour/record.mts';
import { renderReport, reportFormat, reportObjects, REPORT_FORMATS } from '../behaviour/report.mts';
import type { Rendered } from '../behaviour/report.mts';
import { attributeError, badRequest, missingAttribute, notFound } from '../errors.mts';
import { created, get, noContent, ok, patch, post, remove } from '../http/call.mts';
import type { Answer, Call, Route } from '../http/call.mts';
import { downloadOf, inlineOf } from '../http/files.mts';
import { simpleRoutes } from '../http/simple.mts';
import { anyText, int, longText, object, parseBody, required } from '../input/attributes.mts';
import type { JsonObject } from '../json.mts';
import type { Attachment, Case, CaseReport } from '../store/rows.mts';

const templateShape = {
	title: required(anyText),
	group: anyText,
	description: longText,
	definition: required(object),
	version: int,
};
const updateShape = { title: anyText, group: anyText, description: longText, definition: object, version: int };
const generateShape = { caseReportTemplateId: required(anyText), format: required(anyText) };
const renderShape = { format: required(anyText), definition: object, caseReportTemplateId: anyText, caseId: anyText, maxElements: int };

function definitionOf(call: Call, templateId: string): JsonObject {
	const byTitle = call.store
		.table('caseReportTemplate')
		.by('organisation', call.actor.organisation._id)
		.find(({ title }) => title === templateId);
	return locate(call, 'caseReportTemplate', byTitle?._id ?? templateId).definition;
}

/** A case to render when the request names none. */
function exampleCase(call: Call): Case {
	const now = call.scope.now;
	return {
		kind: 'case',
		_id: '~0',
		_createdBy: call.actor.user.login,
		_createdAt: now,
		organisationId: call.actor.organisation._id,
		number: 0,
		title: 'Example case',
		description: 'A case to show what the report looks like',
		severity: 2,
		startDate: now,
		tags: [],
		flag: false,
		tlp: 2,
		pap: 2,
		status: 'New',
		stage: 'New',
		access: { _kind: 'OrganisationAccessKind' },
		customFields: [],
		taskRule: 'manual',
		observableRule: 'manual',
		caseLinks: [],
		externalLinks: [],
		newDate: now,
	};
}

async function render(call: Call, format: string, definition: JsonObject, caseId: string | undefined): Promise<Answer> {
	const row = caseId === undefined ? exampleCase(call) : locateCase(call, caseId);
	const rendered = await renderReport(reportFormat(format), definition, row, call.scope);
	return {
		status: 200,
		headers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${rendered.filename}"` },
		stream: Readable.from([Buffer.from(rendered.bytes)]),
	};
}

/** Keeps a report with its case. */
async function keep(call: Call, caseId: string, file: { id: string; size: number; filename: string; contentType: string }): Promise<CaseReport> {
	return call.write((work) => {
		const row = locateCase(work, caseId, 'manageCaseReport');
		const { id: fileId, size, filename, contentType } = file;
		const report = work.put('caseReport', { ...work.stamp('caseReport'), caseId: row._id, filename, contentType, size, fileId });
		record(work, 'create', report);
		return report;
	});
}

async function stored(call: Call, { bytes, contentType, filename }: Rendered) {
	const { id, size } = await call.instance.files.put(bytes);
	return { id, size, contentType, filename };
}

/** The uploaded file of a request. */
function uploaded(call: Call) {
	const [file] = call.filesOf('file');
	if (file === undefined) throw attributeError(missingAttribute('file'));
	return { id: file.id, size: file.size, filename: file.name, contentType: file.contentType };
}

/** A report's file in the form downloads take. */
function fileOf(report: CaseReport): Attachment {
	return {
		...report,
		kind: 'attachment',
		parentId: report.caseId,
		organisationId: '',
		name: report.filename,
		hashes: [report.fileId],
		id: report.fileId,
		external: false,
		role: 'case',
	};
}

function templateAttachment(call: Call): Attachment {
	const template = locate(call, 'caseReportTemplate', call.param('id'));
	const wanted = call.param('attachmentId');
	const found = call.store.table('attachment').by('parent', template._id).find(({ _id, id }) => _id === wanted || id === wanted);
	if (found === undefined) throw notFound('Attachment', wanted);
	return found;
}

const reportOf = (call: Call): CaseReport => locate(call, 'caseReport', call.param('reportId'));

export const caseReportRoutes: readonly Route[] = [
	post('/case/:caseId/report', async (call) => {
		const input = parseBody(generateShape, call.body);
		const row = locateCase(call, call.param('caseId'), 'manageCaseReport');
		const definition = definitionOf(call, input.caseReportTemplateId);
		const rendered = await renderReport(reportFormat(input.format), definition, row, call.scope);
		return created(call.show(await keep(call, row._id, await stored(call, rendered))));
	}),
	post(
		'/case/:caseId/report/upload',
		async (call) => created(call.show(await keep(call, call.param('caseId'), uploaded(call)))),
		{ body: 'multipart' },
	),
	get('/caseReport/formats', () => ok({ formats: REPORT_FORMATS })),
	get('/caseReport/render', (call) => {
		const [format, template] = [call.query.get('format'), call.query.get('caseReportTemplateId')];
		if (format === null) throw attributeError(missingAttribute('format'));
		if (template === null) throw attributeError(missingAttribute('caseReportTemplateId'));
		return render(call, format, definitionOf(call, template), call.query.get('caseId') ?? undefined);
	}),
	post('/caseReport/render', (call) => {
		const input = parseBody(renderShape, call.body);
		const { definition, caseReportTemplateId } = input;
		if (definition === undefined && caseReportTemplateId === undefined) throw badRequest('A definition or a template is needed');
		return render(call, input.format, definition ?? definitionOf(call, caseReportTemplateId ?? ''), input.caseId);
	}),
	get('/caseReport/:reportId/download', (call) => downloadOf(call, fileOf(reportOf(call)))),
	get('/caseReport/:reportId/view', (call) => inlineOf(call, fileOf(reportOf(call)))),
	patch(
		'/caseReport/:reportId',
		async (call) => {
			const { id, size, filename, contentType } = uploaded(call);
			await call.write((work) => {
				const report = locate(work, 'caseReport', call.param('reportId'), 'manageCaseReport');
				record(work, 'update', work.update('caseReport', report, { fileId: id, size, filename, contentType }), { filename });
			});
			return noContent;
		},
		{ body: 'multipart' },
	),
	remove(
		'/caseReport/:reportId',
		async (call) => {
			await call.write((work) => {
				const report = locate(work, 'caseReport', call.param('reportId'), 'manageCaseReport');
				work.remove('caseReport', report._id);
				record(work, 'delete', report, { filename: report.filename });
			});
			return noContent;
		},
		{ body: 'none' },
	),
	get('/caseReportTemplate/_info', () => ok(reportObjects)),
	...simpleRoutes({
		kind: 'caseReportTemplate',
		path: '/caseReportTemplate',
		permission: 'manageCaseReportTemplate',
		create: {
			shape: templateShape,
			make: (work, input) =>
				work.put('caseReportTemplate', {
					...work.stamp('caseReportTemplate'),
					organisationId: work.organisationId,
					title: input.title,
					group: input.group ?? 'default',
					description: input.description ?? '',
					version: input.version ?? 1,
					definition: input.definition,
				}),
		},
		read: true,
		update: { shape: updateShape },
		remove: () => undefined,
	}),
	post(
		'/caseReportTemplate/:id/attachment',
		async (call) => {
			const attachments = await call.write((work) => {
				const template = locate(work, 'caseReportTemplate', call.param('id'), 'manageCaseReportTemplate');
				return call.filesOf('attachments').map((file) => attach(work, template._id, 'caseReportTemplate', file));
			});
			return created({ attachments: attachments.map((attachment) => call.show(attachment)) });
		},
		{ body: 'multipart' },
	),
	get('/caseReportTemplate/:id/attachment/:attachmentId', (call) => inlineOf(call, templateAttachment(call))),
	get('/caseReportTemplate/:id/attachment/:attachmentId/download', (call) => downloadOf(call, templateAttachment(call))),
	remove(
		'/caseReportTemplate/:id/attachment/:attachmentId',
		async (call) => {
			await call.write((work) => {
				locate(work, 'caseReportTemplate', call.param('id'), 'manageCaseReportTemplate');
				work.remove('attachment', templateAttachment(call)._id);
			});
			return noContent;
		},
		{ body: 'none' },
	),
];
