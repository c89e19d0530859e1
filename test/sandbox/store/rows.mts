import type { JsonObject, Json } from '../json.mts';

/** What every stored row carries. Rows are immutable: a change replaces the row. Dates are ms since 1970. */
export type Meta = {
	readonly _id: string;
	readonly _createdBy: string;
	readonly _createdAt: number;
	readonly _updatedBy?: string;
	readonly _updatedAt?: number;
};

type Of<K extends string, Fields> = Meta & { readonly kind: K } & Readonly<Fields>;

export type CustomFieldValue = {
	readonly _id: string;
	readonly name: string;
	readonly type: string;
	readonly value: Json;
	readonly order: number;
};

export type Alert = Of<'alert', {
	organisationId: string;
	type: string;
	source: string;
	sourceRef: string;
	externalLink?: string;
	title: string;
	description: string;
	severity: number;
	date: number;
	tags: readonly string[];
	tlp: number;
	pap: number;
	follow: boolean;
	customFields: readonly CustomFieldValue[];
	summary?: string;
	status: string;
	stage: string;
	assignee?: string;
	caseTemplate?: string;
	observableCount: number;
	caseId?: string;
	lastSyncDate?: number;
	newDate: number;
	inProgressDate?: number;
	closedDate?: number;
	importedDate?: number;
}>;

export type Access = { readonly _kind: string; readonly users?: readonly string[] };
export type CaseLink = { readonly type: string; readonly caseId: string; readonly _createdAt: number };
export type ExternalLink = { readonly type: string; readonly url: string; readonly _createdAt: number };

export type Case = Of<'case', {
	/** The organisation that owns the case. */
	organisationId: string;
	number: number;
	title: string;
	description: string;
	severity: number;
	startDate: number;
	endDate?: number;
	tags: readonly string[];
	flag: boolean;
	tlp: number;
	pap: number;
	status: string;
	stage: string;
	summary?: string;
	impactStatus?: string;
	assignee?: string;
	access: Access;
	customFields: readonly CustomFieldValue[];
	taskRule: string;
	observableRule: string;
	caseLinks: readonly CaseLink[];
	externalLinks: readonly ExternalLink[];
	newDate: number;
	inProgressDate?: number;
	closedDate?: number;
	alertDate?: number;
	alertNewDate?: number;
	alertInProgressDate?: number;
	alertImportedDate?: number;
}>;

/** `parentId` is a case or an alert; `sharedWith` lists other organisations that see it. */
export type Observable = Of<'observable', {
	parentId: string;
	organisationId: string;
	sharedWith: readonly string[];
	dataType: string;
	data?: string;
	message?: string;
	startDate: number;
	attachmentId?: string;
	/** Type and value (data, or sha256 of the file) as compared for similarity and duplicates. */
	key: string;
	tlp: number;
	pap: number;
	tags: readonly string[];
	ioc: boolean;
	sighted: boolean;
	sightedAt?: number;
	ignoreSimilarity: boolean;
	external: boolean;
	reports: JsonObject;
}>;

/** `parentId` is a case or a case template. */
export type Task = Of<'task', {
	parentId: string;
	organisationId: string;
	sharedWith: readonly string[];
	title: string;
	group: string;
	description?: string;
	status: string;
	flag: boolean;
	startDate?: number;
	endDate?: number;
	order: number;
	dueDate?: number;
	assignee?: string;
	mandatory: boolean;
	/** Ids of the organisations of which an action is required. */
	actionRequired: readonly string[];
}>;

export type Log = Of<'log', {
	taskId: string;
	message: string;
	date: number;
	owner: string;
	includeInTimeline?: number;
}>;

/** `caseId` is absent for a page of the organisation's knowledge base. */
export type Page = Of<'page', {
	organisationId: string;
	caseId?: string;
	title: string;
	content: string;
	order: number;
	category: string;
}>;

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

export type Procedure = Of<'procedure', {
	parentId: string;
	organisationId: string;
	patternId: string;
	patternName: string;
	occurDate: number;
	tactic: string;
	description?: string;
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

export type Comment = Of<'comment', {
	parentId: string;
	organisationId: string;
	message: string;
	external: boolean;
	isEdited: boolean;
}>;

export type Attachment = Of<'attachment', {
	parentId: string;
	organisationId: string;
	name: string;
	hashes: readonly string[];
	size: number;
	contentType: string;
	/** Storage id: hex sha256 of the bytes. */
	id: string;
	external: boolean;
	/** The bytes came with an observable: not in the parent's own list. */
	role: 'case' | 'alert' | 'log' | 'observable' | 'organisation' | 'user' | 'caseReportTemplate';
}>;

export type CustomEvent = Of<'customEvent', {
	caseId: string;
	date: number;
	endDate?: number;
	title: string;
	description?: string;
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

export type Share = Of<'share', {
	caseId: string;
	organisationId: string;
	profileId: string;
	owner: boolean;
	taskRule: string;
	observableRule: string;
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

export type Job = Of<'job', {
	observableId: string;
	analyzerId: string;
	analyzerName: string;
	cortexId: string;
	cortexJobId: string;
	status: string;
	startDate: number;
	endDate?: number;
	report?: JsonObject;
}>;

export type Action = Of<'action', {
	objectType: string;
	objectId: string;
	responderId: string;
	responderName: string;
	cortexId: string;
	cortexJobId: string;
	status: string;
	startDate: number;
	endDate?: number;
	report: JsonObject;
	operations: readonly Json[];
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

export type CaseReport = Of<'caseReport', { caseId: string; filename: string; contentType: string; size: number; fileId: string }>;

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

/** `object` and `context` are the rows as they were when the transaction committed. */
export type Audit = Of<'audit', {
	action: string;
	requestId: string;
	rootId: string;
	objectId: string;
	objectType: string;
	mainAction: boolean;
	organisationId: string;
	/** Other organisations that may see it. */
	visibleTo: readonly string[];
	/** Absent on a creation: then the details are the object itself. */
	details?: JsonObject;
	objectRef?: Reference;
	contextRef?: Reference;
	object?: AuditedRow;
	context?: AuditedRow;
}>;

export type Reference = { readonly kind: Exclude<Kind, 'audit'>; readonly id: string };

export type Rows = {
	alert: Alert;
	case: Case;
	observable: Observable;
	task: Task;
	log: Log;
	page: Page;
	pageTemplate: PageTemplate;
	caseTemplate: CaseTemplate;
	procedure: Procedure;
	catalog: Catalog;
	pattern: Pattern;
	comment: Comment;
	attachment: Attachment;
	customEvent: CustomEvent;
	customField: CustomField;
	alertStatus: AlertStatus;
	caseStatus: CaseStatus;
	observableType: ObservableType;
	organisation: Organisation;
	user: User;
	profile: Profile;
	share: Share;
	tag: Tag;
	taxonomy: Taxonomy;
	job: Job;
	action: Action;
	function: Function_;
	dashboard: Dashboard;
	caseReport: CaseReport;
	caseReportTemplate: CaseReportTemplate;
	listView: ListView;
	analyzerTemplate: AnalyzerTemplate;
	setting: Setting;
	audit: Audit;
};

export type Kind = keyof Rows;
export type AnyRow = Rows[Kind];
export type AuditedRow = Rows[Exclude<Kind, 'audit'>];
