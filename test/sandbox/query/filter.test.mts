import { beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../json.mts';
import type { Json } from '../json.mts';
import { HOUR, NOW, makeFixture } from './fixture.mts';
import type { Fixture } from './fixture.mts';

const PHISHING = 'Phishing mail';
const MALWARE = 'Malware Detected';
const SCAN = 'Port scan';
const SIEM = '[SIEM integration] abc-123';
const ALL = [PHISHING, MALWARE, SCAN, SIEM];

const on = (_field: string, _value: Json) => ({ _field, _value });
const ago = (amount: number, unit: string, rest: object = {}) => ({ amount, unit, look: 'behind', ...rest });

const matching: readonly (readonly [name: string, filter: Json, titles: readonly string[]])[] = [
	['nothing asked', {}, ALL],
	['_any', { _any: '' }, ALL],
	['_any null', { _any: null }, ALL],
	['_eq on text', { _eq: on('title', SCAN) }, [SCAN]],
	['_eq is case-sensitive', { _eq: on('title', 'port scan') }, []],
	['_is', { _is: on('severity', 4) }, [MALWARE]],
	['_eq on a list: any element', { _eq: on('tags', 'mail') }, [PHISHING]],
	['_ne', { _ne: on('severity', 2) }, [PHISHING, MALWARE]],
	['_ne on a list: no element', { _ne: on('tags', 'mail') }, [MALWARE, SCAN, SIEM]],
	['_lt', { _lt: on('severity', 2) }, [PHISHING]],
	['_lte', { _lte: on('severity', 2) }, [PHISHING, SCAN, SIEM]],
	['_gt', { _gt: on('severity', 2) }, [MALWARE]],
	['_gte', { _gte: on('severity', 2) }, [MALWARE, SCAN, SIEM]],
	['_between leaves the upper bound out', { _between: { _field: 'severity', _from: 1, _to: 2 } }, [PHISHING]],
	['_between dates', { _between: { _field: '_createdAt', _from: NOW - HOUR, _to: NOW } }, [SIEM]],
	['_in', { _in: { _field: 'severity', _values: [1, 4] } }, [PHISHING, MALWARE]],
	['_in on a list', { _in: { _field: 'tags', _values: ['malware', 'Mail'] } }, [MALWARE, SIEM]],
	['_startsWith', { _startsWith: on('title', 'P') }, [PHISHING, SCAN]],
	['_endsWith', { _endsWith: on('title', 'mail') }, [PHISHING]],
	['_like inside a word', { _like: on('title', 'ntegrat') }, [SIEM]],
	['_like inside a word heeds case', { _like: on('title', 'NTEGRAT') }, []],
	['_like a whole word in any case', { _like: on('title', 'INTEGRATION') }, [SIEM]],
	['_like with outer stars', { _like: on('title', '*malware*') }, [MALWARE]],
	['_like with an inner star', { _like: on('title', 'Mal*ware') }, []],
	['_like a whole word with a sign behind it', { _like: on('title', 'integration-') }, [SIEM]],
	['_like several words in order', { _like: on('title', 'MALWARE detected') }, [MALWARE]],
	['_like several words out of order', { _like: on('title', 'detected MALWARE') }, []],
	['_wildcard', { _wildcard: on('title', 'hishing') }, [PHISHING]],
	['_match words in any order', { _match: on('title', 'DETECTED malware') }, [MALWARE]],
	['_match needs whole words', { _match: on('title', 'malwar') }, []],
	['_like on prose', { _like: on('description', 'scan') }, [SCAN]],
	['equality on prose finds nothing', { _eq: on('description', 'Words about Port scan') }, []],
	['a field without an index finds nothing', { _gt: on('importDate', 1) }, []],
	['_has', { _has: 'summary' }, [MALWARE]],
	['_contains', { _contains: 'summary' }, [MALWARE]],
	['_has of an empty list', { _not: { _has: 'tags' } }, [SCAN]],
	['_and', { _and: [{ _eq: on('severity', 2) }, { _eq: on('source', 'wazuh') }] }, [SCAN]],
	['_or', { _or: [{ _eq: on('severity', 1) }, { _eq: on('severity', 4) }] }, [PHISHING, MALWARE]],
	['_not', { _not: { _eq: on('severity', 2) } }, [PHISHING, MALWARE]],
	['empty _and', { _and: [] }, ALL],
	['empty _or', { _or: [] }, []],
	['deprecated {op: {field: value}}', { _gte: { severity: 4 } }, [MALWARE]],
	['deprecated _between', { _between: { severity: { _from: 3, _to: 5 } } }, [MALWARE]],
	['{_field, _value}', on('severity', 4), [MALWARE]],
	['{field: value}', { severity: 4 }, [MALWARE]],
	['stage', { _ne: on('stage', 'Imported') }, [PHISHING, SCAN, SIEM]],
	['imported', { _eq: on('imported', true) }, [MALWARE]],
	['custom field: text', { _eq: on('customFields.business-unit', 'Finance') }, [PHISHING]],
	['custom field: deeper path', { _eq: on('customFields.business-unit.value', 'Finance') }, [PHISHING]],
	['custom field: number', { _gt: on('customFields.affected-hosts', 3) }, [MALWARE]],
	['custom field: boolean', { _eq: on('customFields.data-breach', true) }, [MALWARE]],
	['custom field: is set', { _has: 'customFields.ticket' }, [SIEM]],
	['duration in minutes', { _gte: on('timeToDetectInMinutes', 60) }, ALL],
	['relative: last day', { _gte: on('_createdAt', ago(1, 'days')) }, [SCAN, SIEM]],
	['relative: last 90 minutes', { _gte: on('_createdAt', ago(90, 'minutes')) }, [SIEM]],
	['relative: older than a week', { _lt: on('_createdAt', ago(1, 'weeks')) }, []],
	['relative: start of today', { _gte: on('_createdAt', ago(0, 'days', { modifier: 'startOfDay' })) }, [SCAN, SIEM]],
	['relative: start of today elsewhere', { _gte: on('_createdAt', ago(0, 'days', { modifier: 'startOfDay', timezone: 'Asia/Tokyo' })) }, [SCAN, SIEM]],
	['relative: between', { _between: { _field: '_createdAt', _from: ago(4, 'days'), _to: ago(1, 'hours') } }, [MALWARE, SCAN]],
	['keyword', { _match: on('keyword', 'splunk') }, [MALWARE, SIEM]],
];

const refused: readonly (readonly [name: string, filter: Json, type: string])[] = [
	['an unknown field', { _eq: on('nope', 1) }, 'BadRequest'],
	['an unknown custom field', { _eq: on('customFields.nope', 1) }, 'BadRequest'],
	['an unknown field in _has', { _has: 'nope' }, 'BadRequest'],
	['an unknown operator', { _about: on('title', 'x') }, 'AttributeCheckingError'],
	['two operators', { _eq: on('title', 'x'), _ne: on('title', 'x') }, 'AttributeCheckingError'],
	['a text for a number', { _gte: on('severity', '3') }, 'AttributeCheckingError'],
	['a number for a text', { _eq: on('title', 3) }, 'AttributeCheckingError'],
	['a text for a date', { _gte: on('_createdAt', '2026-01-01') }, 'AttributeCheckingError'],
	['no value', { _eq: { _field: 'title' } }, 'AttributeCheckingError'],
	['no upper bound', { _between: { _field: 'severity', _from: 1 } }, 'AttributeCheckingError'],
	['no list', { _in: { _field: 'severity', _values: 1 } }, 'AttributeCheckingError'],
	['an id without a tilde', { _id: '123' }, 'AttributeCheckingError'],
	['a unit that is none', { _gte: on('_createdAt', ago(1, 'fortnights')) }, 'AttributeCheckingError'],
	['a negative amount', { _gte: on('_createdAt', ago(-1, 'days')) }, 'AttributeCheckingError'],
	['a zone that is none', { _gte: on('_createdAt', ago(1, 'days', { timezone: 'Mars/Base' })) }, 'AttributeCheckingError'],
	['an _and of one', { _and: { _any: '' } }, 'AttributeCheckingError'],
];

describe('filter', () => {
	let fixture: Fixture;
	beforeAll(async () => {
		fixture = await makeFixture();
	});

	const listed = (filter: Json) =>
		fixture.names({ _name: 'listAlert' }, { _name: 'filter', ...(isObject(filter) ? filter : {}) }, { _name: 'sort', _fields: [{ _createdAt: 'asc' }] });

	it.each(matching)('%s', (_name, filter, titles) => {
		expect(listed(filter)).toEqual(titles);
	});

	it.each(refused)('refuses %s', (_name, filter, type) => {
		expect(() => listed(filter)).toThrow(expect.objectContaining({ status: 400, type }));
	});

	it('_id', () => {
		const scan = [...fixture.instance.store.table('alert').all()].find(({ title }) => title === SCAN);
		expect(listed({ _id: scan?._id ?? '' })).toEqual([SCAN]);
	});
});
