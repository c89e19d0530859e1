import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { bodyField, bodyOf } from '../../../shared/body';
import { bulkOptions, bulkTargetFields, dryRunField } from '../../../shared/bulk/fields';
import { CASES } from '../../../shared/bulk/kinds';
import { runMany, sendIds, succeededIds } from '../../../shared/bulk/updateOperations';
import { fieldError, UnfitValue } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import type { Operation } from '../../../shared/operation';
import type { Converter } from '../../../shared/values';
import { theHiveDone, theHiveObject, theHiveQuery } from '../../../shared/request';
import { asBoolean, isEmpty, isObject, listOf, textUpTo } from '../../../shared/values';
import { SIMPLE_CASE } from './caseFields';

/** What of the template goes over to the case (`InputApplyCaseTemplateWithIds`). */
const PARTS = [
	{ name: 'Custom Fields', value: 'updateCustomFields' },
	{ name: 'Description', value: 'updateDescription' },
	{ name: 'Flag', value: 'updateFlag' },
	{ name: 'PAP', value: 'updatePap' },
	{ name: 'Severity', value: 'updateSeverity' },
	{ name: 'Tags', value: 'updateTags' },
	{ name: 'Title Prefix', value: 'updateTitlePrefix' },
	{ name: 'TLP', value: 'updateTlp' },
];

/** Keys of the body until the titles of all tasks and pages are known. */
const PARTS_KEY = '_parts';
const ALL_TASKS = '_allTasks';
const ALL_PAGES = '_allPages';

const asParts: Converter = (value) => {
	const chosen = listOf(64)(value);
	if (isEmpty(chosen) || !Array.isArray(chosen)) return undefined;
	const unknown = chosen.find((part) => !PARTS.some(({ value: known }) => known === part));
	if (unknown !== undefined) throw new UnfitValue(`cannot have '${String(unknown)}'. Choose one of: ${PARTS.map(({ value: known }) => known).join(', ')}`);
	return chosen;
};

const template: INodeProperties[] = [
	bodyField(
		'caseTemplate',
		{ displayName: 'Case Template', name: 'templateToApply', type: 'string', default: '', required: true, placeholder: 'e.g. Phishing', description: 'Name of the case template to apply' },
		textUpTo(128),
	),
	bodyField(
		PARTS_KEY,
		{ displayName: 'Take Over', name: 'templateParts', type: 'multiOptions', options: PARTS, default: [], description: 'Fields of the case that get the value of the template' },
		asParts,
	),
	additionalFields('applyTemplateFields', [
		bodyField(ALL_PAGES, { displayName: 'Import All Pages', name: 'importAllPages', type: 'boolean', default: false, description: 'Whether the case gets every page of the template' }, asBoolean),
		bodyField(ALL_TASKS, { displayName: 'Import All Tasks', name: 'importAllTasks', type: 'boolean', default: false, description: 'Whether the case gets every task of the template' }, asBoolean),
		bodyField('importPages', { displayName: 'Pages to Import', name: 'importPages', type: 'string', default: '', description: 'Comma-separated titles of pages of the template, or a list from an expression' }, listOf(512)),
		bodyField('importTasks', { displayName: 'Tasks to Import', name: 'importTasks', type: 'string', default: '', description: 'Comma-separated titles of tasks of the template, or a list from an expression' }, listOf(128)),
	]),
];

function partsAsFlags(body: IDataObject): IDataObject {
	const { [PARTS_KEY]: parts, ...rest } = body;
	const chosen: unknown[] = Array.isArray(parts) ? parts : [];
	const flags = Object.fromEntries(chosen.map((part) => [String(part), true]));
	return { ...rest, ...flags };
}

function titlesIn(rows: unknown): string[] {
	return Array.isArray(rows) ? rows.filter(isObject).map(({ title }) => String(title)) : [];
}

/** Titles of everything in the template, where all is wanted; read once for each template. */
class Templates {
	private readonly titles = new Map<string, Promise<{ tasks: string[]; pages: string[] }>>();

	private readonly context: IExecuteFunctions;

	constructor(context: IExecuteFunctions) {
		this.context = context;
	}

	/** The body as the endpoint takes it. */
	async complete(change: IDataObject, itemIndex: number): Promise<IDataObject> {
		const { [ALL_TASKS]: allTasks, [ALL_PAGES]: allPages, ...body } = change;
		if (allTasks !== true && allPages !== true) return body;
		const name = String(body.caseTemplate);
		const reading = this.titles.get(name) ?? this.read(name, itemIndex);
		this.titles.set(name, reading);
		const { tasks, pages } = await reading;
		return { ...body, ...(allTasks === true ? { importTasks: tasks } : {}), ...(allPages === true ? { importPages: pages } : {}) };
	}

	private async read(name: string, itemIndex: number): Promise<{ tasks: string[]; pages: string[] }> {
		const [found, pages] = await Promise.all([
			theHiveObject(this.context, { method: 'GET', path: `/caseTemplate/${encodeURIComponent(name)}`, itemIndex }),
			theHiveQuery(this.context, [{ _name: 'getCaseTemplate', idOrName: name }, { _name: 'pageTemplates' }], 'template-pages', { itemIndex, body: { excludeFields: ['content'] } }),
		]);
		return { tasks: titlesIn(found.tasks), pages: titlesIn(pages) };
	}
}

export const applyCaseTemplate: Operation = {
	option: {
		name: 'Apply Template',
		value: 'applyTemplate',
		action: 'Apply template to cases',
		description: 'Give one case or many what a case template has: fields, tasks and pages',
		routing: {
			request: { method: 'POST', url: '/case/_bulk/caseTemplate' },
			send: {
				preSend: [
					async function (options) {
						const body = partsAsFlags(isObject(options.body) ? options.body : {});
						if (ALL_TASKS in body || ALL_PAGES in body) {
							throw fieldError(this.getNode(), this.getItemIndex(), 'Additional Fields', 'cannot import all when this version of the AI agent calls the node: name the tasks and pages');
						}
						options.body = body;
						return options;
					},
					sendIds(),
				],
			},
			output: { postReceive: [succeededIds] },
		},
	},
	fields: [...bulkTargetFields(CASES), ...template, dryRunField, bulkOptions],
	alsoCalls: ['POST /query', 'GET /caseTemplate/{caseTemplateNameOrId}', 'GET /case/{idOrName}'],
	async execute() {
		const templates = new Templates(this);
		return await runMany(this, CASES, SIMPLE_CASE, {
			verb: 'given the template',
			changeOf: (itemIndex) => partsAsFlags(bodyOf(this, template, itemIndex)),
			send: async (ids, change, itemIndex) => {
				const body = await templates.complete(change, itemIndex);
				await theHiveDone(this, { method: 'POST', path: '/case/_bulk/caseTemplate', body: { ids, ...body }, itemIndex });
			},
			// tasks would be imported twice
			repeatable: false,
		});
	},
};
