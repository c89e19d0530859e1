import type { Resource } from '../../../shared/operation';
import { createOrganisation } from './create.operation';
import { getOrganisation } from './get.operation';
import { getOrganisationLinks } from './getLinks.operation';
import { getManyOrganisations } from './getMany.operation';
import { linkOrganisations } from './link.operation';
import { setOrganisationLinks } from './setLinks.operation';
import { unlinkOrganisations } from './unlink.operation';
import { updateOrganisation } from './update.operation';

export const organisation: Resource = {
	name: 'Organisation',
	value: 'organisation',
	operations: [
		createOrganisation,
		getOrganisation,
		getOrganisationLinks,
		getManyOrganisations,
		linkOrganisations,
		setOrganisationLinks,
		unlinkOrganisations,
		updateOrganisation,
	],
	startsWith: getManyOrganisations,
};
