import type { IDataObject } from 'n8n-workflow';

/** What TheHive writes before the title of a case while it fills the case from an alert. */
const PROGRESS = /^\[Import in progress: \d+\s*%\]\s*/;

/** A record with the title that it will keep: a case that is made from an alert shows for a while how far that is. */
export function withOwnTitle(record: IDataObject): IDataObject {
	const { title } = record;
	return typeof title === 'string' && PROGRESS.test(title) ? { ...record, title: title.replace(PROGRESS, '') } : record;
}
