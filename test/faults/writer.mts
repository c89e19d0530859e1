import type { Client } from '../sandbox/client.mts';

/** The kinds of record that are written; all of them can be changed. */
export const KINDS = ['alert', 'case', 'task', 'observable', 'comment'] as const;
export type Kind = (typeof KINDS)[number];

/** The events that tell of them. */
export const EVENTS = KINDS.flatMap((kind) => [`${kind}.created`, `${kind}.updated`]);

type Body = Record<string, string | number>;

/** Writes records of several kinds, and notes what TheHive has acknowledged. */
export class Writer {
	readonly created = new Map<string, Kind>();
	readonly updated = new Set<string>();
	updates = 0;
	#count = 0;
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** Creations and updates that were acknowledged. */
	get changes(): number {
		return this.created.size + this.updates;
	}

	async #create(kind: Kind, path: string, body: Body): Promise<string | undefined> {
		const reply = await this.#client.post(path, body).catch(() => undefined);
		if (reply?.status !== 201) return undefined;
		const [row] = reply.text.startsWith('[') ? reply.rows : [reply.object];
		if (row === undefined) return undefined;
		const id = String(row['_id']);
		this.created.set(id, kind);
		return id;
	}

	async #change(path: string, id: string | undefined, body: Body): Promise<void> {
		if (id === undefined) return;
		const reply = await this.#client.patch(`${path}/${id}`, body).catch(() => undefined);
		if (reply?.status !== 204) return;
		this.updated.add(id);
		this.updates += 1;
	}

	/** One round over all kinds of record: what fails, because TheHive is down, is left out. */
	async round(): Promise<void> {
		const n = (this.#count += 1);
		const alert = await this.#create('alert', '/alert', { type: 'fault', source: 'test', sourceRef: `f-${n}`, title: `Alert ${n}`, description: 'd' });
		const theCase = await this.#create('case', '/case', { title: `Case ${n}`, description: 'd' });
		if (theCase !== undefined) {
			const task = await this.#create('task', `/case/${theCase}/task`, { title: `Task ${n}` });
			const observable = await this.#create('observable', `/case/${theCase}/observable`, { dataType: 'other', data: `data-${n}` });
			const comment = await this.#create('comment', `/case/${theCase}/comment`, { message: `Comment ${n}` });
			await this.#change('/task', task, { title: `Task ${n} changed` });
			await this.#change('/observable', observable, { message: `changed ${n}` });
			await this.#change('/comment', comment, { message: `Comment ${n} changed` });
			await this.#change('/case', theCase, { severity: (n % 4) + 1, title: `Case ${n} changed` });
		}
		await this.#change('/alert', alert, { title: `Alert ${n} changed` });
		if (n % 3 === 0) await this.#change('/alert', alert, { status: 'InProgress' });
	}
}
