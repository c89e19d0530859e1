import type { Client } from '../sandbox/client.mts';
import type { JsonObject } from '../sandbox/json.mts';

/** Records for n8n's bundled node to work on, each new and with a text of its own. */

/** Name and content of the file that records and input items bring. */
export const FILE = { name: 'note.txt', content: 'Found on the host' };

let references = 0;
/** A text that nothing else has. */
export const mark = () => `bundled-${++references}`;

export async function newAlert(thehive: Client, more: JsonObject = {}): Promise<string> {
	const sourceRef = mark();
	return (await thehive.post('/alert', { type: 't', source: 's', sourceRef, title: `Alert ${sourceRef}`, description: 'd', ...more })).id;
}

export async function newCase(thehive: Client, more: JsonObject = {}): Promise<string> {
	return (await thehive.post('/case', { title: `Case ${mark()}`, description: 'd', ...more })).id;
}

export async function newTask(thehive: Client): Promise<string> {
	return (await thehive.post(`/case/${await newCase(thehive)}/task`, { title: `Task ${mark()}` })).id;
}

function file(): FormData {
	const form = new FormData();
	form.append('attachments', new Blob([FILE.content], { type: 'text/plain' }), FILE.name);
	return form;
}

/** A log with a file. */
export async function newLog(thehive: Client): Promise<{ log: string; attachment: string }> {
	const form = file();
	form.append('_json', JSON.stringify({ message: `Log ${mark()}` }));
	const { id: log, object } = await thehive.post(`/task/${await newTask(thehive)}/log`, form);
	return { log, attachment: firstId(object.attachments) };
}

/** A case with a file. */
export async function newCaseFile(thehive: Client): Promise<{ kase: string; attachment: string }> {
	const kase = await newCase(thehive);
	return { kase, attachment: firstId((await thehive.post(`/case/${kase}/attachments`, file())).object.attachments) };
}

export async function newObservable(thehive: Client, kase?: string): Promise<string> {
	return firstId((await thehive.post(`/case/${kase ?? (await newCase(thehive))}/observable`, { dataType: 'domain', data: `${mark()}.example` })).rows);
}

export async function newComment(thehive: Client, kase?: string): Promise<string> {
	return (await thehive.post(`/case/${kase ?? (await newCase(thehive))}/comment`, { message: `Comment ${mark()}` })).id;
}

export async function newPage(thehive: Client, kase?: string): Promise<string> {
	return (await thehive.post(kase === undefined ? '/page' : `/case/${kase}/page`, { title: `Page ${mark()}`, category: 'notes', content: 'c' })).id;
}

function firstId(rows: unknown): string {
	const [row]: unknown[] = Array.isArray(rows) ? rows : [];
	return typeof row === 'object' && row !== null && '_id' in row ? String(row._id) : '';
}
