import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { simplified } from './answers';
import { bodyField, bodyOf } from './body';
import { choiceOf } from './choice';
import { eachItem } from './eachItem';
import { errorType, requestError } from './errors';
import { switchField } from './fields/typed';
import { idParameter } from './path';
import { simplifyField } from './query/listFields';
import { theHiveList, theHiveQuery } from './request';
import { isOn } from './toggles';
import { asInteger, isObject } from './values';

type Kind = 'alert' | 'case';

const FIND: INodeProperties = {
	displayName: 'Find',
	name: 'similarKinds',
	type: 'options',
	options: [
		{ name: 'Alerts', value: 'alert' },
		{ name: 'Alerts and Cases', value: 'both' },
		{ name: 'Cases', value: 'case' },
	],
	default: 'both',
	description: 'Which records that share observables to look for',
};

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'similarOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		switchField('includeShared', { displayName: 'Include Shared Observables', description: 'Whether to read the shared observables of each, one more request for every result' }),
		bodyField(
			'minShared',
			{ displayName: 'Min Shared Observables', name: 'minShared', type: 'number', typeOptions: { minValue: 1 }, default: 1, description: 'Leave out what shares fewer observables' },
			asInteger,
		),
		switchField('onlyIoc', { displayName: 'Only IOC', description: 'Whether only shared observables count that are indicators of compromise' }),
		switchField('onlyOpen', { displayName: 'Only Open', description: 'Whether to leave out closed cases and alerts' }),
	],
};

/** What to look for; stands behind the picker of the record. */
export const similarFields: INodeProperties[] = [FIND, OPTIONS];

const QUERIES = {
	alert: { initial: 'getAlert', path: '/alert' },
	case: { initial: 'getCase', path: '/case' },
} as const;

const LISTS = {
	alert: { current: 'similarAlertsLight', former: 'similarAlerts' },
	case: { current: 'similarCasesLight', former: 'similarCases' },
} as const;

/** A row of the former operations as the current ones give it: the record itself with the counts. */
function flat(row: IDataObject, kind: Kind): IDataObject {
	const record = row[kind];
	if (!isObject(record)) return row;
	const { similarObservableCount, observableCount, linksCount, linkedWith } = row;
	const linked: Record<string, string[]> = {};
	for (const observable of (Array.isArray(linkedWith) ? linkedWith : []).filter(isObject)) {
		(linked[String(observable.dataType)] ??= []).push(String(observable.data));
	}
	return { ...record, similarObservableCount, observableCount, linksCount, linkedWith: linked };
}

/** Records of one kind that share observables; from a server that does not know the current operation, by the former one. */
async function similarOf(context: IExecuteFunctions, of: { kind: Kind; id: string }, kind: Kind, itemIndex: number): Promise<IDataObject[]> {
	const ask = async (operation: string) =>
		await theHiveQuery(context, [{ _name: QUERIES[of.kind].initial, idOrName: of.id }, { _name: operation }], `similar-${kind}s`, { itemIndex });
	try {
		return await ask(LISTS[kind].current);
	} catch (thrown) {
		const error = requestError(context.getNode(), thrown, { method: 'POST', path: '/query', itemIndex });
		if (errorType(error) !== 'AttributeCheckingError') throw error;
		return (await ask(LISTS[kind].former)).map((row) => flat(row, kind));
	}
}

const SIMPLE: Record<Kind, readonly string[]> = {
	alert: ['_id', 'title', 'type', 'source', 'sourceRef', 'severityLabel', 'status', 'caseId', '_createdAt'],
	case: ['_id', 'number', 'title', 'severityLabel', 'status', 'assignee', 'tags', '_createdAt'],
};

interface Wish {
	kinds: Kind[];
	minShared: number;
	onlyIoc: boolean;
	onlyOpen: boolean;
	includeShared: boolean;
	simple: boolean;
}

function wishOf(context: IExecuteFunctions, itemIndex: number): Wish {
	const chosen = choiceOf(context, FIND, itemIndex);
	const options = bodyOf(context, [OPTIONS], itemIndex);
	return {
		kinds: chosen === 'both' ? ['alert', 'case'] : [chosen === 'case' ? 'case' : 'alert'],
		minShared: typeof options.minShared === 'number' ? options.minShared : 1,
		onlyIoc: options.onlyIoc === true,
		onlyOpen: options.onlyOpen === true,
		includeShared: options.includeShared === true,
		simple: isOn(context, simplifyField, itemIndex),
	};
}

/** One similar record as an item, or nothing when it does not meet the wish. */
async function itemOf(context: IExecuteFunctions, of: { kind: Kind; id: string }, record: IDataObject, kind: Kind, wish: Wish, itemIndex: number): Promise<INodeExecutionData | undefined> {
	if (wish.onlyOpen && record.stage === 'Closed') return undefined;
	if (Number(record.similarObservableCount ?? 0) < wish.minShared) return undefined;
	const path = `${QUERIES[of.kind].path}/${encodeURIComponent(of.id)}/similar/${encodeURIComponent(String(record._id))}/observables`;
	const observables = wish.onlyIoc || wish.includeShared ? await theHiveList(context, { method: 'GET', path, itemIndex }) : [];
	const shared = wish.onlyIoc ? observables.filter(({ ioc }) => ioc === true) : observables;
	if (wish.onlyIoc && shared.length < wish.minShared) return undefined;
	const { similarObservableCount, observableCount, linkedWith } = record;
	return {
		json: {
			kind,
			...(wish.simple ? { ...simplified(record, SIMPLE[kind]), similarObservableCount, observableCount, linkedWith } : record),
			...(wish.onlyIoc ? { similarIocCount: shared.length } : {}),
			...(wish.includeShared ? { sharedObservables: shared } : {}),
		},
	};
}

/** Runs "Get Similar" for a case or an alert: those that share most come first. */
export function findSimilar(kind: Kind) {
	return async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await eachItem(this, async (itemIndex) => {
			const of = { kind, id: idParameter(this, `${kind}Id`, itemIndex) };
			const wish = wishOf(this, itemIndex);
			const found = await Promise.all(
				wish.kinds.map(async (wanted) => {
					const records = await similarOf(this, of, wanted, itemIndex);
					return await Promise.all(records.map(async (record) => await itemOf(this, of, record, wanted, wish, itemIndex)));
				}),
			);
			return found
				.flat()
				.filter((item) => item !== undefined)
				.sort((a, b) => Number(b.json.similarObservableCount ?? 0) - Number(a.json.similarObservableCount ?? 0));
		});
	};
}
