/** Rows an investigation is made of. */
import type { Json, JsonObject } from '../json.mts';
import type { Of } from './row.mts';

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

export type Procedure = Of<'procedure', {
	parentId: string;
	organisationId: string;
	patternId: string;
	patternName: string;
	occurDate: number;
	tactic: string;
	description?: string;
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

export type Share = Of<'share', {
	caseId: string;
	organisationId: string;
	profileId: string;
	owner: boolean;
	taskRule: string;
	observableRule: string;
}>;

export type CaseReport = Of<'caseReport', { caseId: string; filename: string; contentType: string; size: number; fileId: string }>;

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
