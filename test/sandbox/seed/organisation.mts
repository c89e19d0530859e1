import { addPage } from '../behaviour/page.mts';
import { makeCaseTemplate } from '../routes/caseTemplate.mts';
import { hashPassword } from '../http/authentication.mts';
import type { CustomField, Organisation } from '../store/rows.mts';
import type { Work } from '../store/work.mts';

/** A person of the seed. The first organisation is the default. */
export interface Person {
	readonly login: string;
	readonly name: string;
	readonly profile: string;
	readonly organisation: string;
	readonly type?: string;
	readonly apiKey?: string;
	readonly password?: string;
}

export function makeOrganisations(work: Work, names: Readonly<Record<string, string>>): void {
	const made = Object.entries(names).map(([name, description]) =>
		work.put('organisation', {
			...work.stamp('organisation'),
			name,
			description,
			taskRule: 'manual',
			observableRule: 'manual',
			locked: false,
			links: [],
		}),
	);
	const link = (to: Organisation) => ({ toOrganisation: to._id, linkType: 'default', otherLinkType: 'default' });
	for (const one of made) {
		work.put('organisation', { ...one, links: made.filter((other) => other._id !== one._id).map(link) });
	}
}

export function makePeople(work: Work, people: readonly Person[]): void {
	for (const { login, name, profile, organisation, type, apiKey, password } of people) {
		const organisationId = work.store.table('organisation').firstBy('name', organisation)?._id;
		const profileId = work.store.table('profile').firstBy('name', profile)?._id;
		if (organisationId === undefined || profileId === undefined) throw new Error(`${login} has no place`);
		work.put('user', {
			...work.stamp('user'),
			login,
			name,
			email: login,
			type: type ?? 'Normal',
			locked: false,
			memberships: [{ organisationId, profileId, isDefault: true }],
			apiKey,
			password: password === undefined ? undefined : hashPassword(password),
			config: {},
		});
	}
}

type FieldLine = Pick<CustomField, 'name' | 'displayName' | 'group' | 'description' | 'type'> & {
	readonly options?: CustomField['options'];
};

/** One custom field of every type there is. */
export const customFields: readonly FieldLine[] = [
	{
		name: 'business-unit',
		displayName: 'Business unit',
		group: 'organisation',
		description: 'Who is affected',
		type: 'string',
		options: ['Finance', 'Engineering', 'Human Resources', 'Sales', 'Production'],
	},
	{ name: 'affected-hosts', displayName: 'Affected hosts', group: 'impact', description: 'How many machines', type: 'integer' },
	{ name: 'loss-estimate', displayName: 'Estimated loss (EUR)', group: 'impact', description: 'What it may cost', type: 'float' },
	{ name: 'data-breach', displayName: 'Data breach', group: 'impact', description: 'Personal data left the company', type: 'boolean' },
	{ name: 'first-seen', displayName: 'First seen', group: 'timeline', description: 'When the first trace was left', type: 'date' },
	{ name: 'ticket', displayName: 'Ticket', group: 'organisation', description: 'Address of the ticket', type: 'url' },
];

export function makeCustomFields(work: Work): void {
	for (const { options, ...field } of customFields) {
		work.put('customField', { ...work.stamp('customField'), ...field, mandatory: false, options: options ?? [] });
	}
}

const notes = { title: 'Investigation notes', category: 'Investigation', content: '# Findings\n\n# Open questions\n' };
const brief = { title: 'Management brief', category: 'Reporting', content: '# What happened\n\n# What we did\n\n# What remains\n' };
const task = (group: string, title: string) => ({ group, title });

export function makeTemplates(work: Work): void {
	makeCaseTemplate(work, {
		name: 'Phishing',
		displayName: 'Phishing',
		titlePrefix: '[Phishing] ',
		description: 'A mail that wants credentials or a click',
		severity: 2,
		tlp: 2,
		pap: 2,
		tags: ['phishing', 'mail'],
		tasks: [
			task('Identification', 'Get the mail with its headers'),
			task('Identification', 'Find all recipients'),
			task('Containment', 'Remove the mail from mailboxes'),
			task('Containment', 'Block sender and links'),
			task('Recovery', 'Reset passwords of those who clicked'),
		],
		customFields: { 'business-unit': 'Finance', 'affected-hosts': 0 },
		pageTemplates: [notes],
	});
	makeCaseTemplate(work, {
		name: 'Malware infection',
		titlePrefix: '[Malware] ',
		description: 'Malicious code ran on a machine',
		severity: 3,
		tags: ['malware'],
		tasks: [
			task('Identification', 'Collect triage package'),
			task('Containment', 'Isolate the machine'),
			task('Eradication', 'Remove persistence'),
			task('Recovery', 'Reinstall and return the machine'),
		],
		pageTemplates: [notes, brief],
	});
	makeCaseTemplate(work, {
		name: 'Account compromise',
		titlePrefix: '[Account] ',
		description: 'Somebody else uses an account',
		severity: 3,
		tags: ['account'],
		tasks: [
			task('Identification', 'Review sign-ins of the last 30 days'),
			task('Containment', 'Revoke sessions and reset the password'),
			task('Eradication', 'Remove forwarding rules and app consents'),
			task('Recovery', 'Enrol the second factor anew'),
		],
	});
	makeCaseTemplate(work, {
		name: 'Ransomware',
		titlePrefix: '[Ransomware] ',
		description: 'Data is being encrypted',
		severity: 4,
		tlp: 3,
		tags: ['ransomware', 'crisis'],
		flag: true,
		tasks: [
			task('Containment', 'Cut affected segments off'),
			task('Containment', 'Protect backups'),
			task('Identification', 'Find the first machine'),
			task('Communication', 'Inform management and authorities'),
			task('Recovery', 'Restore by priority'),
		],
		customFields: { 'data-breach': false, 'loss-estimate': 0 },
		pageTemplates: [brief],
	});
	makeCaseTemplate(work, {
		name: 'Data exfiltration',
		titlePrefix: '[Exfiltration] ',
		description: 'Data leaves by a way it should not',
		severity: 3,
		tags: ['exfiltration'],
		tasks: [
			task('Identification', 'Quantify what left'),
			task('Containment', 'Close the channel'),
			task('Communication', 'Bring in the data protection officer'),
		],
	});
}

/** The knowledge base, and a function to invoke. */
export function makeKnowledge(work: Work): void {
	addPage(work, undefined, {
		title: 'Escalation matrix',
		category: 'Procedures',
		content: '| Severity | Who | Within |\n|---|---|---|\n| Critical | Head of SOC, CISO | 15 minutes |\n| High | Shift lead | 1 hour |\n',
	});
	addPage(work, undefined, {
		title: 'Isolating a machine',
		category: 'Runbooks',
		content: '1. Check the owner in the asset list\n2. Run the isolation responder\n3. Call the user\n',
	});
	work.put('function', {
		...work.stamp('function'),
		organisationId: work.organisationId,
		name: 'scoreAlert',
		mode: 'Enabled',
		definition: 'function handle(input, context) {\n  const score = (input.severity || 2) * 25;\n  return { score, urgent: score >= 75 };\n}\n',
		description: 'Scores what it is given by its severity',
		config: {},
		types: ['api', 'action:alert', 'action:case'],
	});
	work.put('caseReportTemplate', {
		...work.stamp('caseReportTemplate'),
		organisationId: work.organisationId,
		title: 'Incident report',
		group: 'default',
		description: 'What goes to management',
		version: 1,
		definition: {
			widgets: [
				{ _kind: 'Timeline', title: 'Timeline', withCustomEventsDescription: true },
				{ _kind: 'ObservableTable', title: 'Indicators', protectData: true },
				{ _kind: 'TaskList', title: 'What was done' },
			],
			i18n: { lang: 'en' },
		},
	});
}
