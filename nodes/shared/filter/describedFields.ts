import { NodeApiError } from 'n8n-workflow';
import { requestError } from '../errors';
import { Kept } from '../kept';
import type { TheHiveContext } from '../request';
import { CREDENTIAL, theHiveObject } from '../request';
import { isObject } from '../values';
import type { FieldType, SearchableEntity } from './fieldTypes';

/** A field as the instance describes it. */
export interface DescribedField {
	name: string;
	type: FieldType;
	/** The values it can have, where they are few; in words where TheHive names them. */
	values: string[];
}

/** Numbers that people know by names. */
const SCALES: Partial<Record<string, FieldType>> = { severity: 'severity', tlp: 'tlp', pap: 'pap' };

/** TheHive's types as filter types; all others are compared as text. */
const TYPES: Partial<Record<string, FieldType>> = { date: 'date', integer: 'number', float: 'number', number: 'number', boolean: 'boolean' };

function listOf(value: unknown): string[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return list.map(String);
}

function typeFrom(name: string, { type, indexType, values }: Record<string, unknown>): FieldType {
	if (indexType === 'none') return 'unindexed';
	if (indexType === 'fulltextOnly') return 'prose';
	const isNumeric = Array.isArray(values) && typeof values[0] === 'number';
	return SCALES[name] ?? TYPES[String(type)] ?? (isNumeric ? 'number' : 'text');
}

function describedField(attribute: Record<string, unknown>): DescribedField {
	const name = String(attribute.name);
	const labels = listOf(attribute.labels);
	return { name, type: typeFrom(name, attribute), values: labels.length > 0 ? labels : listOf(attribute.values) };
}

async function readFields(context: TheHiveContext, entity: SearchableEntity): Promise<DescribedField[]> {
	const request = { method: 'GET', path: `/describe/${entity}` } as const;
	try {
		const { attributes } = await theHiveObject(context, request);
		const list: unknown[] = Array.isArray(attributes) ? attributes : [];
		return list.filter(isObject).map(describedField);
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, request);
		// the key may not read it, or this TheHive does not describe such records: what is built in must do
		if (error instanceof NodeApiError && (error.httpCode === '403' || error.httpCode === '404')) return [];
		throw error;
	}
}

const described = new Kept<DescribedField[]>();

/**
 * The fields of a kind of record as the instance describes them (`GET /describe/{model}`), those without an index included;
 * none where it does not tell. Kept for five minutes.
 * @throws NodeApiError in TheHive's words when it cannot be asked
 */
export async function describedFields(context: TheHiveContext, entity: SearchableEntity): Promise<DescribedField[]> {
	const { url } = await context.getCredentials<{ url: string }>(CREDENTIAL);
	return await described.get(`${url} ${entity}`, async () => await readFields(context, entity));
}
