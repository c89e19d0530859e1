import type { INodeProperties } from 'n8n-workflow';
import { answeredWith, rowField, rowsFields } from '../body';
import { readObservable } from '../observableData/readObservable';
import type { Converter } from '../values';
import { asBoolean, asEpochMs, asTags, isObject, oneOf, textUpTo } from '../values';
import { additionalFields } from './collections';
import { PAPS, papProperty, TLPS, tlpProperty } from './scales';
import { LONG_TEXT, tagsProperty } from './record';

/** Stands for "the type that the value itself tells" where a data type is asked for. */
export const DETECT = 'detect';

/** A type of the instance, or `detect`. */
export const dataTypeProperty: INodeProperties = {
	displayName: 'Data Type Name or ID',
	name: 'dataType',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getObservableTypes' },
	default: DETECT,
	description:
		'Observable type of TheHive, such as ip, domain, mail, hash or filename. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** A data type; what is empty is to be detected. */
export const asDataType: Converter = (value) => textUpTo(64)(value) ?? DETECT;

export const dataProperty: INodeProperties = {
	displayName: 'Data',
	name: 'data',
	type: 'string',
	default: '',
	placeholder: 'e.g. 203.0.113.7',
	description: 'The value itself',
};

export const messageProperty: INodeProperties = {
	displayName: 'Description',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description: 'Where the value comes from or why it matters',
};

export const iocProperty: INodeProperties = {
	displayName: 'Indicator of Compromise',
	name: 'ioc',
	type: 'boolean',
	default: false,
	description: 'Whether the value is an indicator of compromise',
};

export const sightedProperty: INodeProperties = {
	displayName: 'Sighted',
	name: 'sighted',
	type: 'boolean',
	default: false,
	description: 'Whether the value has been seen in your own network',
};

export const sightedAtProperty: INodeProperties = {
	displayName: 'Sighted At',
	name: 'sightedAt',
	type: 'dateTime',
	default: '',
	description: 'When the value was seen',
};

export const ignoreSimilarityProperty: INodeProperties = {
	displayName: 'Ignore Similarity',
	name: 'ignoreSimilarity',
	type: 'boolean',
	default: false,
	description: 'Whether cases and alerts that share this value are not similar because of it',
};

const observableRow = answeredWith(['external', 'extraData', 'papLabel', 'reports', 'startDate', 'tlpLabel'], {
	displayName: 'Observable',
	name: 'observable',
	values: [
		rowField('data', { ...dataProperty, required: true }, textUpTo(4096)),
		rowField('dataType', dataTypeProperty, asDataType),
		additionalFields('more', [
			rowField('message', messageProperty, textUpTo(LONG_TEXT)),
			rowField('ignoreSimilarity', ignoreSimilarityProperty, asBoolean),
			rowField('ioc', iocProperty, asBoolean),
			rowField('pap', papProperty, oneOf(PAPS)),
			rowField('sighted', sightedProperty, asBoolean),
			rowField('sightedAt', sightedAtProperty, asEpochMs),
			rowField('tags', tagsProperty, asTags),
			rowField('tlp', tlpProperty, oneOf(TLPS)),
		]),
	],
});

/** Rows as TheHive takes them: those without a type get the type that their value tells, and are refanged. */
const detecting = (asRows: Converter): Converter => (value) => {
	const rows = asRows(value);
	if (!Array.isArray(rows)) return undefined;
	return rows.filter(isObject).map((row) => (row.dataType === DETECT ? { ...row, ...readObservable(String(row.data)) } : row));
};

/** Observables created together with their alert or case (`InputCreateObservable`): as rows, or as JSON. */
export const observablesFields = rowsFields(
	'observables',
	{ displayName: 'Observables', name: 'observables', placeholder: 'Add Observable', description: 'Observables to create with it; a type that is left out is detected' },
	observableRow,
	detecting,
);

export const [observablesField] = observablesFields;
