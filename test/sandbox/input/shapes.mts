/**
 * Attributes each request body accepts, with their limits [D: the Input… schemas]. `required` and `clearable` as the
 * document and the official client's tests have them.
 */
import {
	anything,
	anyText,
	choice,
	clearable,
	date,
	either,
	email,
	flag,
	int,
	listOf,
	longText,
	nested,
	object,
	required,
	tags,
	text,
	url,
} from './attributes.mts';
import type { Parsed, Shape } from './attributes.mts';

const severity = choice(1, 2, 3, 4);
const tlp = choice(0, 1, 2, 3, 4);
const pap = choice(0, 1, 2, 3);
const texts = listOf(anyText);
const tagEdits = { tags, addTags: tags, removeTags: tags };

const customFieldValue = nested({ name: required(text(1, 64)), value: required(clearable(anything)), order: int });
/** `{name: value}` adds, `[{name, value, order}]` replaces. */
export const customFields = either(listOf(customFieldValue), object);

export const createTask = {
	title: required(text(1, 128)),
	group: text(1, 64),
	description: longText,
	status: text(1, 16),
	flag,
	startDate: date,
	endDate: date,
	order: int,
	dueDate: date,
	assignee: text(1, 128),
	mandatory: flag,
};
export const updateTask = {
	...createTask,
	title: text(1, 128),
	description: clearable(longText),
	startDate: clearable(date),
	endDate: clearable(date),
	dueDate: clearable(date),
	assignee: clearable(text(1, 128)),
};

export const createPage = {
	title: required(text(1, 512)),
	content: required(longText),
	order: int,
	category: required(text(1, 128)),
};
export const updatePage = { title: text(1, 512), content: longText, order: int, category: text(1, 128) };

export const procedure = {
	patternId: required(text(1, 128)),
	occurDate: required(date),
	tactic: text(1, 32),
	description: longText,
};
export const updateProcedure = {
	patternId: text(1, 128),
	occurDate: date,
	tactic: clearable(text(1, 32)),
	description: clearable(longText),
};
export const procedures = { procedures: listOf(nested(procedure)) };

export const share = {
	organisation: required(anyText),
	share: flag,
	profile: text(1, 64),
	taskRule: text(1, 64),
	observableRule: text(1, 64),
};
export const shares = { shares: listOf(nested(share)) };
export const organisations = { organisations: texts };
export const updateShare = { profile: required(text(1, 64)) };

const storedFile = nested({
	name: required(text(1, 128)),
	contentType: required(text(1, 128)),
	id: required(text(1, 128)),
	external: flag,
});
export const createObservable = {
	dataType: required(text(1, 64)),
	data: either(listOf(text(1, 4096)), text(1, 4096)),
	message: longText,
	startDate: date,
	attachment: either(either(listOf(anyText), listOf(storedFile)), either(anyText, storedFile)),
	tlp,
	pap,
	tags,
	ioc: flag,
	sighted: flag,
	sightedAt: date,
	ignoreSimilarity: flag,
	isZip: flag,
	zipPassword: text(1, 512),
};
export const updateObservable = {
	dataType: text(1, 64),
	message: clearable(longText),
	tlp,
	pap,
	...tagEdits,
	ioc: flag,
	sighted: flag,
	sightedAt: clearable(date),
	ignoreSimilarity: flag,
	external: flag,
};
export const observableType = { name: required(text(1, 64)), isAttachment: flag, isCaseSensitive: flag };
export const updateObservableType = { isCaseSensitive: flag };

export const createAlert = {
	type: required(text(1, 32)),
	source: required(text(1, 32)),
	sourceRef: required(text(1, 128)),
	externalLink: text(1, 4096),
	title: required(text(1, 512)),
	description: required(longText),
	severity,
	date,
	tags,
	flag,
	tlp,
	pap,
	customFields,
	summary: longText,
	status: text(1, 64),
	assignee: text(1, 128),
	caseTemplate: text(1, 128),
	observables: listOf(nested(createObservable)),
	procedures: listOf(nested(procedure)),
};
export const updateAlert = {
	type: text(1, 32),
	source: text(1, 32),
	sourceRef: text(1, 128),
	externalLink: clearable(text(1, 4096)),
	title: text(1, 512),
	description: longText,
	severity,
	date,
	lastSyncDate: clearable(date),
	...tagEdits,
	tlp,
	pap,
	follow: flag,
	customFields,
	status: text(1, 64),
	summary: clearable(longText),
	assignee: clearable(text(1, 128)),
};

export const access = nested({
	_kind: required(choice('OrganisationAccessKind', 'UserAccessKind', 'ExternalAccessKind', 'AllExternalAccessKind')),
	users: listOf(email),
});

const caseFields = {
	severity,
	startDate: date,
	endDate: date,
	tags,
	flag,
	tlp,
	pap,
	status: text(1, 64),
	summary: longText,
	assignee: text(1, 128),
	customFields,
	caseTemplate: text(1, 128),
	tasks: listOf(nested(createTask)),
	pages: listOf(nested(createPage)),
	sharingParameters: listOf(nested(share)),
	taskRule: text(1, 128),
	observableRule: text(1, 128),
};
export const createCase = { title: required(text(1, 512)), description: required(longText), access, ...caseFields };
export const caseFromAlert = { title: text(1, 512), description: longText, ...caseFields };
export const updateCase = {
	title: text(1, 512),
	description: longText,
	severity,
	startDate: date,
	endDate: clearable(date),
	...tagEdits,
	flag,
	tlp,
	pap,
	status: text(1, 64),
	summary: clearable(longText),
	assignee: clearable(text(1, 128)),
	impactStatus: clearable(choice('NotApplicable', 'WithImpact', 'NoImpact')),
	customFields,
	taskRule: text(1, 128),
	observableRule: text(1, 128),
};
export const manageAccess = { access: required(access) };
export const caseLink = { type: required(text(1, 64)), caseId: required(anyText) };
export const externalLink = { type: required(text(1, 64)), url: required(url) };
export const applyCaseTemplate = {
	ids: required(texts),
	caseTemplate: required(anyText),
	updateTitlePrefix: flag,
	updateDescription: flag,
	updateTags: flag,
	updateSeverity: flag,
	updateFlag: flag,
	updateTlp: flag,
	updatePap: flag,
	updateCustomFields: flag,
	importTasks: texts,
	importPages: texts,
};
export const changeOwner = {
	organisation: required(anyText),
	keepProfile: anyText,
	taskRule: text(1, 128),
	observableRule: text(1, 128),
};
export const importCase = {
	password: required(text(1, 512)),
	sharingParameters: listOf(nested(share)),
	taskRule: text(1, 128),
	observableRule: text(1, 128),
};

export const ids = { ids: required(texts) };
export const mergeAlerts = { caseId: required(anyText), alertIds: texts };
export const comment = { message: required(longText), external: flag };
export const createLog = { message: required(longText), startDate: date, includeInTimeline: date };
export const updateLog = { message: longText, includeInTimeline: clearable(date) };
export const updateAttachment = { external: flag };
export const customEvent = { date: required(date), endDate: date, title: required(text(1, 128)), description: longText };
export const updateCustomEvent = {
	date,
	endDate: clearable(date),
	title: text(1, 128),
	description: clearable(longText),
};

const templateFields = {
	displayName: text(1, 128),
	titlePrefix: text(1, 64),
	description: longText,
	severity,
	tags,
	flag,
	tlp,
	pap,
	summary: longText,
	tasks: listOf(nested(createTask)),
	customFields,
};
export const createCaseTemplate = {
	name: required(text(1, 128)),
	...templateFields,
	pageTemplateIds: texts,
	pageTemplates: listOf(nested(createPage)),
};
export const updateCaseTemplate = {
	...templateFields,
	name: text(1, 128),
	displayName: text(1, 64),
	titlePrefix: clearable(anyText),
	description: clearable(longText),
	severity: clearable(severity),
	tlp: clearable(tlp),
	pap: clearable(pap),
	summary: clearable(longText),
};
export const pageTemplateIds = { pageTemplateIds: texts };

export type TaskInput = Parsed<typeof createTask>;
export type PageInput = Parsed<typeof createPage>;
export type ProcedureInput = Parsed<typeof procedure>;
export type ShareInput = Parsed<typeof share>;
export type ObservableInput = Parsed<typeof createObservable>;
export type AlertInput = Parsed<typeof createAlert>;
export type AlertUpdate = Parsed<typeof updateAlert>;
export type CaseInput = Parsed<typeof createCase>;
export type CaseFromAlertInput = Parsed<typeof caseFromAlert>;
export type CaseUpdate = Parsed<typeof updateCase>;
export type TaskUpdate = Parsed<typeof updateTask>;
export type ObservableUpdate = Parsed<typeof updateObservable>;
export type CaseTemplateInput = Parsed<typeof createCaseTemplate>;
export type CustomFieldsInput = NonNullable<AlertInput['customFields']>;

/** The shape of a `_bulk` body: the fields and the ids they apply to. */
export function withIds<S extends Shape>(shape: S): S & typeof ids {
	return { ...shape, ...ids };
}
