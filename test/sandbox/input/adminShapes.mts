/** Bodies of requests about the platform: vocabulary, users, organisations, profiles [D]. */
import {
	anything,
	anyText,
	choice,
	clearable,
	colour,
	email,
	flag,
	int,
	listOf,
	longText,
	nested,
	required,
	text,
} from './attributes.mts';

const customFieldType = choice('string', 'integer', 'float', 'boolean', 'date', 'url');
export const customField = {
	name: required(text(1, 64)),
	displayName: text(1, 64),
	group: required(text(1, 64)),
	description: required(longText),
	type: required(customFieldType),
	mandatory: flag,
	options: listOf(anything),
};
export const updateCustomField = {
	displayName: text(1, 64),
	group: text(1, 64),
	description: longText,
	type: customFieldType,
	mandatory: flag,
	options: listOf(anything),
};

const statusLook = { order: int, description: longText, colour, hidden: flag };
export const alertStatus = {
	value: required(text(1, 64)),
	stage: required(choice('New', 'InProgress', 'Closed', 'Imported')),
	...statusLook,
};
export const caseStatus = {
	value: required(text(1, 64)),
	stage: required(choice('New', 'InProgress', 'Closed')),
	...statusLook,
};
export const updateStatus = {
	order: clearable(int),
	description: clearable(longText),
	colour: clearable(colour),
	hidden: flag,
};

const userType = choice('Service', 'Normal', 'External');
export const createUser = {
	login: required(anyText),
	name: required(text(1, 128)),
	email,
	password: text(1, 128),
	profile: required(text(1, 64)),
	organisation: text(1, 128),
	avatar: anyText,
	type: userType,
};
export const updateUser = {
	name: text(1, 128),
	organisation: text(1, 128),
	profile: text(1, 64),
	locked: flag,
	avatar: clearable(anyText),
	email: clearable(email),
	defaultOrganisation: clearable(text(1, 128)),
	type: userType,
};
export const userOrganisations = {
	organisations: listOf(nested({ organisation: required(text(1, 128)), profile: required(text(1, 64)), default: flag })),
};
export const setPassword = { password: required(text(1, 128)) };
export const changePassword = { password: required(text(1, 128)), currentPassword: required(text(1, 128)) };
export const setLogin = { login: required(email) };
export const login = { user: required(anyText), password: required(anyText), organisation: anyText, code: anyText };

export const createOrganisation = {
	name: required(text(1, 64)),
	description: required(longText),
	taskRule: text(1, 64),
	observableRule: text(1, 64),
	locked: flag,
};
export const updateOrganisation = {
	name: text(1, 64),
	description: longText,
	taskRule: text(1, 64),
	observableRule: text(1, 64),
	locked: flag,
	avatar: clearable(anyText),
};
export const organisationLink = { linkType: text(1, 64), otherLinkType: text(1, 64) };
export const organisationLinks = {
	links: listOf(
		nested({
			toOrganisation: required(anyText),
			avatar: anyText,
			linkType: required(text(1, 64)),
			otherLinkType: required(text(1, 64)),
		}),
	),
};

const permissions = listOf(text(1, 64));
export const createProfile = {
	type: choice('Organisation', 'Admin', 'External'),
	name: required(text(1, 64)),
	permissions,
};
export const updateProfile = { name: text(1, 64), permissions };
