import { channel } from 'node:diagnostics_channel';
import type { Json } from '../json.mts';
import { parseJson } from '../json.mts';

/** A part of a multipart request; `value` of plain fields. */
export interface RecordedPart {
	readonly name: string;
	readonly filename?: string;
	/** bytes */
	readonly size: number;
	readonly value?: string;
}

/** One request and its answer, as they went over the wire. */
export class RecordedExchange {
	readonly method: string;
	/** With the query string. */
	readonly path: string;
	readonly requestType: string | undefined;
	/** Credentials are redacted. */
	readonly headers: Readonly<Record<string, string>>;
	/** ms of this machine's clock, whatever clock the sandbox shows */
	readonly startedAt: number;
	/** Parsed JSON; for multipart the list of parts. */
	requestBody: Json | readonly RecordedPart[] | undefined;
	/** 0 until answered, and for a connection that was cut. */
	status = 0;
	/** Whether the answer was planned as a failure, and is not TheHive's. */
	isPlanned = false;
	responseType: string | undefined;
	/** ms; undefined while open */
	finishedAt: number | undefined;
	#responseText: string | undefined;

	constructor(method: string, path: string, headers: Readonly<Record<string, string>>, startedAt: number) {
		this.method = method;
		this.path = path;
		this.headers = headers;
		this.requestType = headers['content-type']?.split(';')[0]?.trim();
		this.startedAt = startedAt;
	}

	answered(status: number, type: string | undefined, text: string | undefined): void {
		this.status = status;
		this.responseType = type?.split(';')[0]?.trim();
		this.#responseText = text;
	}

	/** Parsed JSON, or text; undefined for files and empty answers. */
	get responseBody(): Json | undefined {
		if (this.#responseText === undefined || this.#responseText === '') return undefined;
		return this.responseType === 'application/json' ? parseJson(this.#responseText) : this.#responseText;
	}
}

const SECRET: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** Headers without credentials. */
export function redacted(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, SECRET.has(name) ? '[redacted]' : String(value)]],
		),
	);
}

/** Every exchange of every sandbox in this process, when it is over, whatever the limits of the journals. */
export const EXCHANGES = 'thehive-sandbox:exchange';
const ended = channel(EXCHANGES);

/** The exchanges of a sandbox, oldest first; the oldest are forgotten beyond the limit. */
export class Journal {
	readonly exchanges: RecordedExchange[] = [];
	readonly #limit: number;
	#inFlight = 0;
	/** Most requests open at once since the last reset, stream polls apart. */
	maxInFlight = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	open(exchange: RecordedExchange): void {
		if (!isPoll(exchange)) {
			this.#inFlight += 1;
			this.maxInFlight = Math.max(this.maxInFlight, this.#inFlight);
		}
		if (this.#limit === 0) return;
		this.exchanges.push(exchange);
		if (this.exchanges.length > this.#limit) this.exchanges.splice(0, Math.ceil(this.#limit / 10));
	}

	close(exchange: RecordedExchange, now: number): void {
		if (exchange.finishedAt !== undefined) return;
		exchange.finishedAt = now;
		if (!isPoll(exchange)) this.#inFlight -= 1;
		ended.publish(exchange);
	}

	reset(): void {
		this.exchanges.length = 0;
		this.maxInFlight = this.#inFlight;
	}
}

function isPoll({ method, path }: RecordedExchange): boolean {
	return method === 'GET' && path.includes('/api/v1/stream/');
}
