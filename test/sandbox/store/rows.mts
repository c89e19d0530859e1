import type { JsonObject } from '../json.mts';
import type { Of } from './row.mts';
import type {
	Action,
	Alert,
	Attachment,
	Case,
	CaseReport,
	Comment,
	CustomEvent,
	Job,
	Log,
	Observable,
	Page,
	Procedure,
	Share,
	Task,
} from './rows.incident.mts';
import type {
	AlertStatus,
	AnalyzerTemplate,
	CaseReportTemplate,
	CaseStatus,
	CaseTemplate,
	Catalog,
	CustomField,
	Dashboard,
	Function_,
	ListView,
	ObservableType,
	Organisation,
	PageTemplate,
	Pattern,
	Profile,
	Setting,
	Tag,
	Taxonomy,
	User,
} from './rows.platform.mts';

export type { Meta } from './row.mts';
export type * from './rows.incident.mts';
export type * from './rows.platform.mts';

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
