import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { asTactic } from '../../../shared/attackPatterns';
import { bodyOf } from '../../../shared/body';
import { caseIdOf } from '../../../shared/caseId';
import { eachItem } from '../../../shared/eachItem';
import { fieldError } from '../../../shared/fieldError';
import { descriptionField } from '../../../shared/fields/record';
import { takingTurns } from '../../../shared/inTurn';
import type { Operation } from '../../../shared/operation';
import { parentFields, parentOf } from '../../../shared/parent';
import { theHiveList } from '../../../shared/request';
import { toggled } from '../../../shared/toggles';
import { isEmpty, isObject } from '../../../shared/values';
import { foundTechniques, plannedProcedures } from './plannedProcedures';
import { occurDateField } from './procedureFields';

const techniquesProperty: INodeProperties = {
	displayName: 'Text, Tags or List',
	name: 'techniques',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. attack.t1059.001, T1110',
	description: 'Whatever names techniques by their ID: a text, tags of Sigma or MISP, a list, or a whole alert of Wazuh from an expression',
};

const OPTIONS = 'procedureCreateManyOptions';

const skipExistingOption: INodeProperties = {
	displayName: 'Skip Existing',
	name: 'skipExisting',
	type: 'boolean',
	default: true,
	description: 'Whether to leave out techniques that the case or alert has already',
};

const skipUnknownOption: INodeProperties = {
	displayName: 'Skip Unknown',
	name: 'skipUnknown',
	type: 'boolean',
	default: true,
	description: 'Whether to leave out IDs that are no technique of the catalog; otherwise the item is refused',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		descriptionField,
		skipExistingOption,
		skipUnknownOption,
		{
			displayName: 'Tactic',
			name: 'tactic',
			type: 'string',
			default: '',
			placeholder: 'e.g. initial-access',
			description: 'Tactic for the techniques that have it. The others get a tactic that the text names, else their first.',
		},
	],
};

export const createManyProcedures: Operation = {
	option: {
		name: 'Create Many',
		value: 'createMany',
		action: 'Create many procedures',
		description: 'Find the technique IDs in a text, tags or a list, and add the new ones to a case or an alert in one request',
	},
	fields: [...parentFields, techniquesProperty, occurDateField, options],
	async execute(this: IExecuteFunctions) {
		const inTurn = takingTurns();
		return await eachItem(this, async (itemIndex) => {
			const { kind, id: named } = parentOf(this, itemIndex);
			const given: unknown = this.getNodeParameter(techniquesProperty.name, itemIndex, '');
			if (isEmpty(given)) throw fieldError(this.getNode(), itemIndex, techniquesProperty.displayName, 'is empty');
			const chosen: unknown = this.getNodeParameter(OPTIONS, itemIndex, {});
			const settings = isObject(chosen) ? chosen : {};
			const common: IDataObject = bodyOf(this, [occurDateField, options], itemIndex);
			const found = foundTechniques(given, asTactic(settings.tactic));
			if (found.patternIds.length === 0) return [{ json: { found: [], created: [], existing: [], unknown: [] } }];
			// two items may name the same case: the second must see what the first has created
			const id = kind === 'case' ? await caseIdOf(this, named, itemIndex) : named;
			return await inTurn(id, async () => {
				const plan = await plannedProcedures(this, { kind, id }, found, toggled(this.getNode(), itemIndex, skipExistingOption, settings.skipExisting), itemIndex);
				if (plan.unknown.length > 0 && !toggled(this.getNode(), itemIndex, skipUnknownOption, settings.skipUnknown)) {
					throw fieldError(this.getNode(), itemIndex, techniquesProperty.displayName, `names what is no technique of the catalog: ${plan.unknown.join(', ')}`);
				}
				const procedures = plan.procedures.map((procedure) => ({ ...common, ...procedure }));
				const path = `/${kind}/${encodeURIComponent(id)}/procedures`;
				const created = procedures.length === 0 ? [] : await theHiveList(this, { method: 'POST', path, body: { procedures }, itemIndex });
				return [{ json: { found: found.patternIds, created, existing: plan.existing, unknown: plan.unknown } }];
			});
		});
	},
	alsoCalls: ['POST /query', 'GET /case/{idOrName}', 'POST /case/{caseId}/procedures', 'POST /alert/{alertId}/procedures'],
};
