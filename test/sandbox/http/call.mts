import { ApiError, badRequest } from '../errors.mts';
import type { StoredFile } from '../behaviour/attachment.mts';
import type { Instance } from '../instance.mts';
import type { Json, JsonObject } from '../json.mts';
import { present } from '../model/present.mts';
import type { Permission } from '../model/permissions.mts';
import type { Scope } from '../query/field.mts';
import type { AnyRow } from '../store/rows.mts';
import type { Actor, Work } from '../store/work.mts';
import type { Readable } from 'node:stream';

/** What an operation answers. */
export interface Answer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly json?: Json;
	readonly text?: string;
	readonly stream?: Readable;
}

export const noContent: Answer = { status: 204 };

export function ok(json: Json, headers?: Readonly<Record<string, string>>): Answer {
	return { status: 200, json, headers };
}

export function created(json: Json): Answer {
	return { status: 201, json };
}

export function plain(text: string): Answer {
	return { status: 200, text };
}

/** An authenticated request, read. */
export class Call {
	readonly instance: Instance;
	readonly actor: Actor;
	readonly #params: Readonly<Record<string, string | undefined>>;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** JSON body, or the `_json` part of a multipart one. */
	readonly body: Json | undefined;
	readonly files: readonly StoredFile[];
	/** Plain fields of a multipart body. */
	readonly fields: ReadonlyMap<string, string>;

	constructor(parts: {
		instance: Instance;
		actor: Actor;
		params: Readonly<Record<string, string | undefined>>;
		query: URLSearchParams;
		headers: Readonly<Record<string, string | readonly string[] | undefined>>;
		body: Json | undefined;
		files: readonly StoredFile[];
		fields: ReadonlyMap<string, string>;
	}) {
		this.instance = parts.instance;
		this.actor = parts.actor;
		this.#params = parts.params;
		this.query = parts.query;
		this.headers = parts.headers;
		this.body = parts.body;
		this.files = parts.files;
		this.fields = parts.fields;
	}

	/** A parameter of the path. */
	param(name: string): string {
		const value = this.#params[name];
		if (value === undefined) throw badRequest(`Missing path parameter ${name}`);
		return value;
	}

	/** A true/false parameter of the query string, in any case (5.4.2). */
	flag(name: string): boolean {
		return this.query.get(name)?.toLowerCase() === 'true';
	}

	get store() {
		return this.instance.store;
	}

	get scope(): Scope {
		return this.instance.scope(this.actor);
	}

	/** Runs a transaction for the caller. */
	write<T>(body: (work: Work) => T): Promise<T> {
		return this.instance.write(this.actor, body);
	}

	/** A row as the caller gets it, in its newest state. */
	show(row: AnyRow): JsonObject {
		return present(this.store.table(row.kind).get(row._id) ?? row, this.scope);
	}

	/** Files of the part named, or all. */
	filesOf(field: string): readonly StoredFile[] {
		return this.files.filter((file) => file.field === field);
	}
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** One operation of the API: path relative to `/api/v1`, parameters written `:name`. */
export interface Route {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly handle: Handler;
	/** Body types read; `multipart` takes JSON too. Default: JSON for all but GET. */
	readonly body?: 'multipart' | 'none';
	/** Any of them is needed, whatever the object. */
	readonly permissions?: readonly Permission[];
	/** Served below `/api` without `/v1` as well, or only there: what is left of the API of TheHive 3 and 4. */
	readonly legacy?: 'too' | 'only';
}

type Options = Pick<Route, 'body' | 'permissions' | 'legacy'>;

function route(method: Route['method']) {
	return (path: string, handle: Handler, options: Options = {}): Route => ({ method, path, handle, ...options });
}

export const get = route('GET');
export const post = route('POST');
export const put = route('PUT');
export const patch = route('PATCH');
export const remove = route('DELETE');

/** 207 when some of many parts failed [S]. */
export function multiStatus(success: readonly Json[], failure: readonly { error: ApiError; object: Json }[]): Answer {
	return {
		status: 207,
		json: { success, failure: failure.map(({ error, object }) => ({ ...error.body, object })) },
	};
}
