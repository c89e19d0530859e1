import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldError } from '../fieldError';
import { inputFiles } from './inputFiles';
import type { StoredFile } from './storedFile';

/**
 * The one file that an operation sends, chosen by the fields of `inputFiles.ts`.
 * @throws NodeOperationError when the form chooses none or several
 */
export async function oneInputFile(context: IExecuteFunctions, itemIndex: number): Promise<StoredFile> {
	const files = await inputFiles(context, itemIndex);
	const [file] = files;
	if (!file || files.length > 1) {
		throw fieldError(context.getNode(), itemIndex, 'Files', `must choose one file, not ${files.length}`, 'Nothing was sent to TheHive. Name the one binary field that holds the file.');
	}
	return file;
}
