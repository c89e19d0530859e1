import { hashPassword } from '../http/authentication.mts';
import type { Instance } from '../instance.mts';
import { predefinedProfiles } from '../model/permissions.mts';
import type { Actor, Work } from '../store/work.mts';
import { ATTACK_CATALOG, attackPatterns } from './attack.mts';

/** What TheHive brings: data types and whether they are files or compared with case [S]. */
const observableTypes: readonly [name: string, isCaseSensitive: boolean][] = [
	['autonomous-system', false],
	['domain', false],
	['file', true],
	['filename', true],
	['fqdn', false],
	['hash', false],
	['hostname', false],
	['ip', false],
	['mail', false],
	['mail-subject', true],
	['other', true],
	['regexp', true],
	['registry', true],
	['uri_path', true],
	['url', true],
	['user-agent', true],
];

const alertStatuses: readonly [value: string, stage: string][] = [
	['New', 'New'],
	['InProgress', 'InProgress'],
	['Pending', 'InProgress'],
	['Imported', 'Imported'],
	['Duplicate', 'Closed'],
	['FalsePositive', 'Closed'],
	['Ignored', 'Closed'],
];

const caseStatuses: readonly [value: string, stage: string][] = [
	['New', 'New'],
	['InProgress', 'InProgress'],
	['Indeterminate', 'Closed'],
	['FalsePositive', 'Closed'],
	['TruePositive', 'Closed'],
	['Other', 'Closed'],
	['Duplicated', 'Closed'],
];

const SYSTEM = 'system@thehive.local';
export const ADMIN_LOGIN = 'admin@thehive.local';
export const ADMIN_PASSWORD = 'secret';

/** Fills an empty instance as a fresh TheHive comes: organisation `admin` with its user, and the built-in vocabulary. */
export async function seedFresh(instance: Instance): Promise<void> {
	const { store } = instance;
	const now = instance.now();
	const system = {
		kind: 'user',
		_id: '~0',
		_createdBy: SYSTEM,
		_createdAt: now,
		login: SYSTEM,
		name: 'system',
		type: 'Normal',
		locked: false,
		memberships: [],
		config: {},
	} as const;
	const organisation = {
		kind: 'organisation',
		_id: store.nextId(),
		_createdBy: SYSTEM,
		_createdAt: now,
		name: 'admin',
		description: 'Administration organisation',
		taskRule: 'manual',
		observableRule: 'manual',
		locked: false,
		links: [],
	} as const;
	const profile = { kind: 'profile', _id: '~0', _createdBy: SYSTEM, _createdAt: now, name: 'admin', type: 'Admin', permissions: [], editable: false } as const;
	const actor: Actor = {
		user: system,
		organisation,
		profile,
		membership: { organisationId: organisation._id, profileId: profile._id, isDefault: true },
		permissions: new Set(),
	};
	await instance.write(actor, (work) => {
		work.put('organisation', organisation);
		fillVocabulary(work);
		const admin = work.put('profile', { ...work.stamp('profile'), editable: false, ...firstProfile() });
		for (const { name, type, permissions } of predefinedProfiles) {
			if (name !== admin.name) work.put('profile', { ...work.stamp('profile'), name, type, permissions, editable: false });
		}
		work.put('user', {
			...work.stamp('user'),
			login: ADMIN_LOGIN,
			name: 'Default admin user',
			type: 'Normal',
			locked: false,
			memberships: [{ organisationId: organisation._id, profileId: admin._id, isDefault: true }],
			password: hashPassword(ADMIN_PASSWORD),
			config: {},
		});
	});
}

function firstProfile() {
	const [admin] = predefinedProfiles;
	if (admin === undefined) throw new Error('there is no admin profile');
	return admin;
}

function fillVocabulary(work: Work): void {
	for (const [name, isCaseSensitive] of observableTypes) {
		work.put('observableType', { ...work.stamp('observableType'), name, isAttachment: name === 'file', isCaseSensitive });
	}
	for (const [index, [value, stage]] of alertStatuses.entries()) {
		work.put('alertStatus', { ...work.stamp('alertStatus'), value, stage, order: index, colour: '#1f77b4', hidden: false });
	}
	for (const [index, [value, stage]] of caseStatuses.entries()) {
		work.put('caseStatus', { ...work.stamp('caseStatus'), value, stage, order: index, colour: '#1f77b4', hidden: false });
	}
	const catalog = work.put('catalog', { ...work.stamp('catalog'), ...ATTACK_CATALOG });
	for (const pattern of attackPatterns) {
		work.put('pattern', { ...work.stamp('pattern'), catalogId: catalog._id, ...pattern });
	}
}
