import type { INodeProperties } from 'n8n-workflow';
import { bodyField } from '../../../shared/body';
import {
	asDataType,
	dataProperty,
	dataTypeProperty,
	ignoreSimilarityProperty,
	iocProperty,
	messageProperty,
	sightedAtProperty,
	sightedProperty,
} from '../../../shared/fields/observables';
import { LONG_TEXT, papField, tlpField } from '../../../shared/fields/record';
import { asDataList } from '../../../shared/observableData/valuesFrom';
import { asBoolean, asEpochMs, textUpTo } from '../../../shared/values';

/** At most ten fields: what an analyst reads first. */
export const SIMPLE_OBSERVABLE = ['_id', 'dataType', 'data', 'attachment', 'message', 'ioc', 'sighted', 'tlpLabel', 'tags', '_createdAt'] as const;

/** Type and values: what Create adds and what "seen before" asks for. */
export const dataFields: INodeProperties[] = [
	bodyField('dataType', dataTypeProperty, asDataType),
	bodyField(
		'data',
		{ ...dataProperty, typeOptions: { rows: 3 }, required: true, description: 'The value; several values one per line, or a list from an expression' },
		asDataList,
	),
];

/** Optional fields that Create and Update share. */
export const commonObservableFields: INodeProperties[] = [
	bodyField('message', messageProperty, textUpTo(LONG_TEXT)),
	bodyField('ignoreSimilarity', ignoreSimilarityProperty, asBoolean),
	bodyField('ioc', iocProperty, asBoolean),
	papField,
	bodyField('sighted', sightedProperty, asBoolean),
	bodyField('sightedAt', sightedAtProperty, asEpochMs),
	tlpField,
];

export const refangProperty: INodeProperties = {
	displayName: 'Refang',
	name: 'refang',
	type: 'boolean',
	default: true,
	description: 'Whether to undo defanging (hxxp, [.], [at]) and take away quotes, brackets and punctuation around a value',
};
