import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import { answerError, failedItem } from '../../../shared/errors';
import { inputFilesFields } from '../../../shared/files/inputFiles';
import { oneInputFile } from '../../../shared/files/oneInputFile';
import { theHiveUpload } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { isObject } from '../../../shared/values';

const PATH = '/taxonomy/import-zip';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const file = await oneInputFile(this, itemIndex);
		const { body } = await theHiveUpload(this, { path: PATH, itemIndex }, { files: [['file', file]] });
		const imported: unknown[] = isObject(body) && Array.isArray(body.imported) ? body.imported : [];
		const refused: unknown[] = isObject(body) && Array.isArray(body.errors) ? body.errors : [];
		const items = imported.filter(isObject).map((json) => ({ json }));
		// status 207: some files of the archive were taken, others not; none may get lost
		const errors = refused.filter(isObject).map((failure) =>
			answerError(
				this.getNode(),
				{ statusCode: 400, body: { type: 'ImportError', message: `${String(failure.file)}: ${String(failure.error)}` } },
				{ method: 'POST', path: PATH, itemIndex },
			),
		);
		const [first] = errors;
		if (first && !this.continueOnFail()) {
			first.description = `${items.length} taxonomies were imported, ${errors.length} were not. ${first.description ?? ''}`;
			throw first;
		}
		return [...items, ...errors.map((error) => failedItem(error, itemIndex))];
	});
}

export const importTaxonomies: Operation = {
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import taxonomies',
		description: 'Import the taxonomies of a zip archive that the input item has, such as that of MISP',
	},
	fields: [...inputFilesFields],
	execute,
	alsoCalls: ['POST /taxonomy/import-zip'],
};
