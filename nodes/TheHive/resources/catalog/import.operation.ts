import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { textField } from '../../../shared/fields/typed';
import { inputFiles, optionalInputFilesFields } from '../../../shared/files/inputFiles';
import { uploadedObject } from '../../../shared/files/upload';
import type { Operation } from '../../../shared/operation';
import { theHiveObject } from '../../../shared/request';
import { catalogNameWords, catalogVariantField } from './catalogFields';

const PATH = '/pattern/import/attack';

const catalogField = textField('catalog', 128, { ...catalogNameWords, displayName: 'Catalog Name', name: 'importInto', required: true, description: 'Catalog to import into; created if there is none of this name' });

const importFields = additionalFields('catalogImportFields', [
	textField('url', 512, {
		displayName: 'URL',
		name: 'catalogUrl',
		placeholder: 'e.g. https://raw.githubusercontent.com/mitre/cti/master/enterprise-attack/enterprise-attack.json',
		description: 'Where TheHive reads the catalog from, if the input item has no file',
	}),
	catalogVariantField,
]);

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await eachItem(this, async (itemIndex) => {
		const json = bodyOf(this, [catalogField, importFields], itemIndex);
		const [file, ...more] = await inputFiles(this, itemIndex);
		if ((file === undefined) === (json.url === undefined) || more.length > 0) {
			throw fieldError(this.getNode(), itemIndex, 'Files', "must be one file, or 'URL' must be given: exactly one of them");
		}
		const request = { path: PATH, itemIndex };
		const answer = file
			? await uploadedObject(this, request, { json, files: [['file', file]] })
			: await theHiveObject(this, { ...request, method: 'POST', body: json });
		return [{ json: answer }];
	});
}

export const importCatalog: Operation = {
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import pattern catalog',
		description: 'Import MITRE ATT&CK from a file or an address, and bring the patterns up to date that are there',
		// of an address only: older AI agents send no files
		routing: { request: { method: 'POST', url: PATH } },
	},
	fields: [catalogField, ...optionalInputFilesFields, importFields],
	execute,
};
