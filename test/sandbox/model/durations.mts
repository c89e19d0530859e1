import type { Alert, Case, Task } from '../store/rows.mts';

/** Difference of two dates in ms, when both are set. */
function between(from: number | undefined, to: number | undefined): number | undefined {
	return from === undefined || to === undefined ? undefined : to - from;
}

/** Key performance indicators of an alert, in ms [G]. */
export function alertDurations(alert: Alert) {
	return {
		timeToDetect: alert.newDate - alert.date,
		timeToTriage: between(alert.newDate, alert.inProgressDate),
		timeToQualify: between(alert.newDate, alert.importedDate ?? alert.closedDate),
		timeToAcknowledge: between(alert.date, alert.inProgressDate),
	};
}

/** The earlier of the moments work on a case, or on the alert it came from, began. */
function workBegan(row: Case): number | undefined {
	const { alertInProgressDate, inProgressDate } = row;
	if (alertInProgressDate === undefined || inProgressDate === undefined) return alertInProgressDate ?? inProgressDate;
	return Math.min(alertInProgressDate, inProgressDate);
}

/** Key performance indicators of a case, in ms [G]; for a case from an alert they start at the alert [L]. */
export function caseDurations(row: Case) {
	const fromAlert = row.alertNewDate !== undefined;
	const began = workBegan(row);
	return {
		timeToDetect: between(row.alertDate, row.alertNewDate) ?? row.newDate - row.startDate,
		timeToTriage: fromAlert
			? between(row.alertNewDate, row.alertInProgressDate)
			: between(row.newDate, row.inProgressDate),
		timeToQualify: between(row.alertNewDate, row.alertImportedDate),
		timeToAcknowledge: between(row.startDate, fromAlert ? row.alertInProgressDate : row.inProgressDate),
		timeToResolve: between(began, row.endDate),
		handlingDuration: between(began, row.closedDate),
	};
}

/** Time spent on a completed task, in ms. */
export function taskDuration(task: Task): number | undefined {
	return task.status === 'Completed' ? between(task.startDate, task.endDate) : undefined;
}
