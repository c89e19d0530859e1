import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isUnaskedText, unexpectedAnswer } from '../../../shared/errors';
import type { Form } from '../../../shared/files/upload';
import { theHiveUpload } from '../../../shared/files/upload';
import { takingTurns } from '../../../shared/inTurn';
import { idParameter } from '../../../shared/path';
import { WINDOW } from '../../../shared/query/pages';
import { CREDENTIAL, theHiveQuery } from '../../../shared/request';

/** All runs of this n8n process: beside another upload nobody could tell whose attachments are new. */
const inTurn = takingTurns();

/** The attachments of a log, the newest first. */
async function attachmentsOfLog(context: IExecuteFunctions, logId: string, itemIndex: number): Promise<IDataObject[]> {
	const query = [
		{ _name: 'getLog', idOrName: logId },
		{ _name: 'attachments' },
		{ _name: 'sort', _fields: [{ _createdAt: 'desc' }, { _id: 'desc' }] },
		{ _name: 'page', from: 0, to: WINDOW },
	];
	return await theHiveQuery(context, query, 'attachments-of-log', { itemIndex });
}

/** The new attachment of each file, by name and size: another n8n may have added its own meanwhile. What TheHive has renamed comes last. */
function ofFiles(added: IDataObject[], files: Form['files']): IDataObject[] {
	const left = [...added];
	const named = files.flatMap(([, { name, size }]) => {
		const index = left.findIndex((attachment) => attachment.name === name && attachment.size === size);
		return index < 0 ? [] : left.splice(index, 1);
	});
	return [...named, ...left].slice(0, files.length);
}

/**
 * Adds files to the task log that the form names. TheHive answers with an empty 204, so its attachments are read before and after.
 * @returns the new attachments, in the order of the files
 */
export async function addToLog(context: IExecuteFunctions, itemIndex: number, form: Form): Promise<IDataObject[]> {
	const logId = idParameter(context, 'logId', itemIndex);
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	return await inTurn(`${url} ${logId}`, async () => {
		const before = await attachmentsOfLog(context, logId, itemIndex);
		const request = { path: `/log/${encodeURIComponent(logId)}/attachments`, itemIndex };
		const answer = await theHiveUpload(context, request, form);
		// a proxy's page has status 200, too
		if (isUnaskedText(answer)) throw unexpectedAnswer(context.getNode(), { ...request, method: 'POST' }, 'no text');
		const known = new Set(before.map(({ _id }) => _id));
		const added = (await attachmentsOfLog(context, logId, itemIndex)).filter(({ _id }) => !known.has(_id));
		return ofFiles(added.reverse(), form.files);
	});
}
