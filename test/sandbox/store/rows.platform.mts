/** Rows of the platform around investigations: people, vocabulary, templates, settings. */
import type { Json, JsonObject } from '../json.mts';
import type { Of } from './row.mts';
import type { CustomFieldValue } from './rows.incident.mts';

export type PageTemplate = Of<'pageTemplate', {
	organisationId: string;
	title: string;
	content: string;
	order: number;
	category: string;
}>;

export type CaseTemplate = Of<'caseTemplate', {
	organisationId: string;
	name: string;
	displayName: string;
	titlePrefix?: string;
	description?: string;
	severity?: number;
	tags: readonly string[];
	flag: boolean;
	tlp?: number;
	pap?: number;
	summary?: string;
	customFields: readonly CustomFieldValue[];
	pageTemplateIds: readonly string[];
}>;

export type Catalog = Of<'catalog', { name: string; description?: string; variant?: string }>;

export type Pattern = Of<'pattern', {
	catalogId: string;
	patternId: string;
	name: string;
	description: string;
	tactics: readonly string[];
	url: string;
	patternType: string;
	revoked: boolean;
	platforms: readonly string[];
	dataSources: readonly string[];
	detection?: string;
	version: string;
	/** Technique id of the parent, for a sub-technique. */
	parentPatternId?: string;
}>;

export type CustomField = Of<'customField', {
	name: string;
	displayName: string;
	group: string;
	description: string;
	type: string;
	mandatory: boolean;
	options: readonly Json[];
}>;

type StatusFields = {
	value: string;
	stage: string;
	order?: number;
	description?: string;
	colour?: string;
	hidden: boolean;
};

export type AlertStatus = Of<'alertStatus', StatusFields>;

export type CaseStatus = Of<'caseStatus', StatusFields>;

export type ObservableType = Of<'observableType', { name: string; isAttachment: boolean; isCaseSensitive: boolean }>;

export type OrganisationLink = {
	readonly toOrganisation: string;
	readonly linkType: string;
	readonly otherLinkType: string;
};

export type Organisation = Of<'organisation', {
	name: string;
	description: string;
	taskRule: string;
	observableRule: string;
	locked: boolean;
	avatar?: string;
	links: readonly OrganisationLink[];
}>;

export type Membership = { readonly organisationId: string; readonly profileId: string; readonly isDefault: boolean };

export type User = Of<'user', {
	login: string;
	name: string;
	email?: string;
	type: string;
	locked: boolean;
	avatar?: string;
	memberships: readonly Membership[];
	apiKey?: string;
	/** `salt:sha256`, never shown. */
	password?: string;
	totpSecret?: string;
	config: JsonObject;
}>;

export type Profile = Of<'profile', {
	name: string;
	type: string;
	permissions: readonly string[];
	editable: boolean;
}>;

export type Tag = Of<'tag', {
	/** Organisation of a free tag, or the taxonomy. */
	ownerId: string;
	namespace: string;
	predicate: string;
	value?: string;
	description?: string;
	colour: string;
}>;

export type Taxonomy = Of<'taxonomy', {
	namespace: string;
	description: string;
	version: number;
	enabled: boolean;
}>;

export type Function_ = Of<'function', {
	organisationId: string;
	name: string;
	mode: string;
	definition: string;
	description?: string;
	config: JsonObject;
	types: readonly string[];
	lastSuccessDate?: number;
	lastErrorDate?: number;
}>;

export type Dashboard = Of<'dashboard', {
	organisationId: string;
	title: string;
	group: string;
	description: string;
	status: string;
	definition: JsonObject;
	version: number;
}>;

export type CaseReportTemplate = Of<'caseReportTemplate', {
	organisationId: string;
	title: string;
	group: string;
	description: string;
	version: number;
	definition: JsonObject;
}>;

export type ListView = Of<'listView', {
	organisationId: string;
	name: string;
	entity: string;
	filter: JsonObject;
	listOptions: JsonObject;
	sortList: readonly string[];
	showColumns: readonly string[];
	isShared: boolean;
}>;

export type AnalyzerTemplate = Of<'analyzerTemplate', { analyzerId: string; content: string }>;

/** A setting document that belongs to the instance or an organisation (branding, e-mail intake, alert feeders). */
export type Setting = Of<'setting', { ownerId: string; area: string; name: string; value: JsonObject }>;
