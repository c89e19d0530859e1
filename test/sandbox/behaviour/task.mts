import { attributeError, invalidFormat } from '../errors.mts';
import type { TaskInput, TaskUpdate } from '../input/shapes.mts';
import type { Case, CaseTemplate, Log, Task } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { attach } from './attachment.mts';
import type { StoredFile } from './attachment.mts';
import { cleared, detailsOf } from './changes.mts';
import { record, touch } from './record.mts';
import { sharedByRule } from './share.mts';
import { assignee } from './vocabulary.mts';

const STATUSES: readonly string[] = ['Waiting', 'InProgress', 'Completed', 'Cancel'];

function checkStatus(status: string | undefined): void {
	if (status !== undefined && !STATUSES.includes(status)) {
		throw attributeError(invalidFormat('status', `one of ${STATUSES.join(', ')}`, status));
	}
}

/** Adds a task to a case or a case template; the parent is not touched. `order` defaults to its place. */
export function addTask(work: Work, parent: Case | CaseTemplate, input: TaskInput, order = 0): Task {
	checkStatus(input.status);
	const status = input.status ?? 'Waiting';
	const task = work.put('task', {
		...work.stamp('task'),
		parentId: parent._id,
		organisationId: work.organisationId,
		sharedWith: parent.kind === 'case' ? sharedByRule(work, parent, 'taskRule') : [],
		title: input.title,
		group: input.group ?? 'default',
		description: input.description,
		status,
		flag: input.flag ?? false,
		startDate: input.startDate ?? (status === 'InProgress' ? work.now : undefined),
		endDate: input.endDate ?? (status === 'Completed' ? work.now : undefined),
		order: input.order ?? order,
		dueDate: input.dueDate,
		assignee: input.assignee === undefined ? undefined : assignee(work, input.assignee),
		mandatory: input.mandatory ?? false,
		actionRequired: [],
	});
	if (parent.kind === 'case') record(work, 'create', task);
	return task;
}

/** Starting a task dates and assigns it, completing it ends it [S]. */
export function updateTask(work: Work, task: Task, input: TaskUpdate): Task {
	checkStatus(input.status);
	const fields = cleared(input);
	const started = input.status === 'InProgress' && task.status !== 'InProgress';
	const completed = input.status === 'Completed' && task.status !== 'Completed';
	const changes = {
		...fields,
		...('assignee' in fields && fields.assignee !== undefined ? { assignee: assignee(work, fields.assignee) } : {}),
		...(started && task.startDate === undefined && fields.startDate === undefined ? { startDate: work.now } : {}),
		...(started && task.assignee === undefined && fields.assignee === undefined ? { assignee: work.login } : {}),
		...(completed && task.endDate === undefined && fields.endDate === undefined ? { endDate: work.now } : {}),
	};
	const updated = work.update('task', task, changes);
	touch(work, task.parentId);
	record(work, 'update', updated, detailsOf(changes));
	return updated;
}

export function deleteTask(work: Work, task: Task): void {
	for (const log of work.store.table('log').by('task', task._id)) removeLog(work, log);
	work.remove('task', task._id);
	touch(work, task.parentId);
	record(work, 'delete', task, { title: task.title });
}

/** A log on a waiting task starts it [S LogSrv]. */
export function addLog(
	work: Work,
	task: Task,
	input: { readonly message: string; readonly startDate?: number; readonly includeInTimeline?: number },
	files: readonly StoredFile[],
): Log {
	if (task.status === 'Waiting') updateTask(work, task, { status: 'InProgress' });
	const log = work.put('log', {
		...work.stamp('log'),
		taskId: task._id,
		message: input.message,
		date: input.startDate ?? work.now,
		owner: work.login,
		includeInTimeline: input.includeInTimeline,
	});
	for (const file of files) attach(work, log._id, 'log', file);
	touch(work, task.parentId);
	record(work, 'create', log);
	return log;
}

export function removeLog(work: Work, log: Log): void {
	for (const attachment of work.store.table('attachment').by('parent', log._id)) {
		work.remove('attachment', attachment._id);
	}
	work.remove('log', log._id);
}
