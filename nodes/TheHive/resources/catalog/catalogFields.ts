import { LONG_TEXT } from '../../../shared/fields/record';
import { textField } from '../../../shared/fields/typed';

export const catalogNameWords = { displayName: 'Name', placeholder: 'e.g. Enterprise Attack', description: 'Name of the catalog, unique in this TheHive' };

export const catalogVariantField = textField('variant', 128, { displayName: 'Variant', placeholder: 'e.g. enterprise', description: 'Which of the matrices it holds' });

/** Optional fields that Create and Update share. */
export const commonCatalogFields = [
	textField('description', LONG_TEXT, { displayName: 'Description', typeOptions: { rows: 2 }, description: 'What the catalog is for' }),
	catalogVariantField,
];
