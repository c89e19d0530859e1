import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { bodyOf } from '../../../shared/body';
import { fieldError, fitting, UnfitValue } from '../../../shared/fieldError';
import { additionalFields } from '../../../shared/fields/collections';
import { customFieldsMapper } from '../../../shared/fields/customFields';
import { observablesFields } from '../../../shared/fields/observables';
import { caseTemplateField, flagField, requiredDescriptionField, requiredTitleField, tagsField } from '../../../shared/fields/record';
import type { Operation } from '../../../shared/operation';
import { parameterOf } from '../../../shared/parameters';
import { asBoolean, isObject, listOf, oneOf } from '../../../shared/values';
import { OVERWRITABLE, OVERWRITTEN, textsIn } from './alertDifference';
import { alertKeyFields, commonAlertFields } from './alertFields';
import type { UpsertRules } from './upsertAlerts';
import { upsertAlerts } from './upsertAlerts';

const bodyFields = [
	requiredTitleField,
	requiredDescriptionField,
	...alertKeyFields,
	additionalFields('alertUpsertFields', [...commonAlertFields, caseTemplateField, flagField, ...observablesFields, tagsField]),
	customFieldsMapper,
];

const TAG_RULES = [
	{ name: 'Keep Those of the Alert', value: 'keep' },
	{ name: 'Merge', value: 'merge' },
	{ name: 'Replace', value: 'replace' },
];

const existingField: INodeProperties = {
	displayName: 'If the Alert Exists',
	name: 'alertUpsertOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Add Missing Observables',
			name: 'addObservables',
			type: 'boolean',
			default: true,
			description: 'Whether the alert gets the observables that it does not have yet',
		},
		{
			displayName: 'Add Them to the Case Too',
			name: 'alsoToCase',
			type: 'boolean',
			default: false,
			description: 'Whether the case gets the missing observables as well when the alert has been imported into one',
		},
		{
			displayName: 'Overwrite',
			name: 'overwrite',
			type: 'multiOptions',
			options: OVERWRITABLE,
			default: [...OVERWRITTEN],
			description: 'Fields that get the new value where one is given. What is not chosen is only used to create an alert.',
		},
		{
			displayName: 'Reopen',
			name: 'reopen',
			type: 'boolean',
			default: false,
			description: 'Whether a closed alert becomes new again',
		},
		{ displayName: 'Tags', name: 'tagRule', type: 'options', options: TAG_RULES, default: 'merge', description: 'What becomes of the tags that the alert has' },
	],
};

function overwriteFrom(value: unknown): string[] {
	if (value === undefined) return OVERWRITTEN;
	const chosen = textsIn(listOf(64)(value));
	const unknown = chosen.find((name) => !OVERWRITABLE.some((option) => option.value === name));
	if (unknown !== undefined) throw new UnfitValue(`cannot overwrite '${unknown}'`);
	return chosen;
}

/** @throws UnfitValue for what is no rule */
function rulesFrom(given: IDataObject): UpsertRules {
	const tags = oneOf(TAG_RULES)(given.tagRule);
	return {
		overwrite: overwriteFrom(given.overwrite),
		tags: tags === 'keep' || tags === 'replace' ? tags : 'merge',
		reopen: asBoolean(given.reopen) === true,
		addObservables: asBoolean(given.addObservables) !== false,
		alsoToCase: asBoolean(given.alsoToCase) === true,
	};
}

export const createOrUpdateAlerts: Operation = {
	option: {
		name: 'Create or Update',
		value: 'createOrUpdate',
		action: 'Create or update alerts',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		// older AI agents can only create: an alert that exists is refused in the words of TheHive
		routing: { request: { method: 'POST', url: '/alert' } },
	},
	fields: [...bodyFields, existingField],
	alsoCalls: ['POST /query', 'PATCH /alert/{alertId}', 'PATCH /alert/_bulk', 'GET /alert/{alertId}', 'POST /alert/{alertId}/observable', 'POST /case/{caseId}/observable'],
	async execute() {
		return await upsertAlerts(this, (itemIndex) => {
			const given = parameterOf(this, 'alertUpsertOptions', itemIndex, {});
			const rules = fitting(() => rulesFrom(isObject(given) ? given : {}));
			if (!rules.ok) throw fieldError(this.getNode(), itemIndex, existingField.displayName, rules.problem);
			return { body: bodyOf(this, bodyFields, itemIndex), rules: rules.value };
		});
	},
};
