import type { IDataObject, IExecuteFunctions, INodeProperties, PostReceiveAction, PreSendAction } from 'n8n-workflow';
import { simplify } from '../../../shared/answers';
import { eachItem } from '../../../shared/eachItem';
import { fieldError, fitting } from '../../../shared/fieldError';
import type { RecordWithParts } from '../../../shared/includes';
import { getOptions, includeField, partsOf, recordWithParts, unknownRecord } from '../../../shared/includes';
import { alertLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { parameterOf } from '../../../shared/parameters';
import { idParameter } from '../../../shared/path';
import { simplifyField } from '../../../shared/query/listFields';
import { alertByKey } from '../../../shared/repeatedRequest';
import type { TheHiveContext } from '../../../shared/request';
import { readParameter, theHiveObject, theHiveQuery } from '../../../shared/request';
import { isEmpty, isObject, textUpTo } from '../../../shared/values';
import { alertKeyProperties, SIMPLE_ALERT } from './alertFields';

const ALERT: RecordWithParts = {
	initial: 'getAlert',
	path: '/alert',
	simple: SIMPLE_ALERT,
	includes: [
		{ name: 'Attachments', value: 'attachments', from: { chained: 'attachments' } },
		{ name: 'Case', value: 'case', from: { chained: 'case' }, single: true, description: 'The case it was imported into' },
		{ name: 'Comments', value: 'comments', from: { chained: 'comments' } },
		{ name: 'Observables', value: 'observables', from: { chained: 'observables' } },
		{ name: 'Procedures', value: 'procedures', from: { chained: 'procedures' } },
		{ name: 'Similar Alerts', value: 'similarAlerts', from: { chained: 'similarAlertsLight' } },
		{ name: 'Similar Cases', value: 'similarCases', from: { chained: 'similarCasesLight' } },
	],
};

const INCLUDE = 'alertInclude';
const FIND_BY = 'findAlertBy';
const REFERENCE = 'reference';

const findBy: INodeProperties = {
	displayName: 'Find By',
	name: FIND_BY,
	type: 'options',
	options: [
		{ name: 'ID', value: 'id' },
		{ name: 'Reference', value: REFERENCE, description: 'Its type, source and reference, which no two alerts have in common' },
	],
	default: 'id',
	description: 'What to find the alert by',
};

const shownFor = (choice: string): INodeProperties['displayOptions'] => ({ show: { [FIND_BY]: [choice] } });

const KEYS = [
	{ property: alertKeyProperties.type, max: 32 },
	{ property: alertKeyProperties.source, max: 32 },
	{ property: alertKeyProperties.sourceRef, max: 128 },
];

/** The query that finds an alert by type, source and reference, and what to call it in errors. */
function referenceQuery(context: TheHiveContext, itemIndex: number): { query: IDataObject[]; name: string } {
	const values = KEYS.map(({ property, max }) => {
		const text = fitting(() => textUpTo(max)(readParameter(context, property.name, itemIndex, '')));
		if (!text.ok) throw fieldError(context.getNode(), itemIndex, property.displayName, text.problem);
		if (isEmpty(text.value)) throw fieldError(context.getNode(), itemIndex, property.displayName, 'is empty');
		return String(text.value);
	});
	const [type = '', source = '', sourceRef = ''] = values;
	return { query: alertByKey({ type, source, sourceRef }), name: values.join(';') };
}

async function execute(this: IExecuteFunctions) {
	return await eachItem(this, async (itemIndex) => {
		if (parameterOf(this, FIND_BY, itemIndex, 'id') !== REFERENCE) {
			const id = idParameter(this, 'alertId', itemIndex);
			const read = async () => await theHiveObject(this, { method: 'GET', path: `/alert/${encodeURIComponent(id)}`, itemIndex });
			return [{ json: await recordWithParts(this, ALERT, INCLUDE, id, read, itemIndex) }];
		}
		const { query, name } = referenceQuery(this, itemIndex);
		const [row] = await theHiveQuery(this, query, 'alert-by-reference', { itemIndex });
		if (!row) throw unknownRecord(this, name, itemIndex);
		return [{ json: await recordWithParts(this, ALERT, INCLUDE, String(row._id), async () => row, itemIndex) }];
	});
}

/** The routed form of finding by reference: a query in place of the GET. */
const byReference: PreSendAction = async function (request) {
	if (this.getNodeParameter(FIND_BY, 'id') !== REFERENCE) return request;
	return { ...request, method: 'POST', url: '/query', body: { query: referenceQuery(this, this.getItemIndex()).query } };
};

const foundOne: PostReceiveAction = async function (items) {
	const rows = items.flatMap(({ json }): unknown[] => (Array.isArray(json) ? json : [json])).filter(isObject);
	if (rows.length === 0) throw fieldError(this.getNode(), this.getItemIndex(), 'Source Reference', 'is unknown to TheHive with this type and source');
	return rows.map((json) => ({ json }));
};

export const getAlert: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get alert',
		description: 'Get one alert by its ID or by its reference, with its observables and more on demand',
		routing: {
			request: { method: 'GET', url: '/alert/{alertId}' },
			send: { preSend: [byReference] },
			output: { postReceive: [foundOne, simplify(SIMPLE_ALERT), partsOf(ALERT, INCLUDE)] },
		},
	},
	fields: [
		findBy,
		{ ...alertLocator, displayOptions: shownFor('id') },
		...KEYS.map(({ property }) => ({ ...property, required: true, displayOptions: shownFor(REFERENCE) })),
		includeField(INCLUDE, ALERT.includes),
		simplifyField,
		getOptions,
	],
	execute,
	alsoCalls: ['POST /query'],
};
