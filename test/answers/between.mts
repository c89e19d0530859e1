import { createServer, request as send } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What becomes of the sandbox's answer, which has acted by then. */
export type Spoiled = (answer: { status: number; headers: IncomingMessage['headers']; body: Buffer }, reply: ServerResponse) => void;

/** Something between the node and the sandbox that spoils answers. */
export interface Between {
	url: string;
	/** Spoils the answers to the next `times` requests that match. */
	spoil: (how: Spoiled, options?: { times?: number; match?: (method: string, path: string) => boolean }) => void;
	/** Requests since the last call, as `METHOD /path` below the API, ids replaced. */
	seen: () => string[];
	close: () => Promise<void>;
}

/** Headers and the first bytes of the body, and then the connection is cut. */
export const cutInBody: Spoiled = ({ status, headers, body }, reply) => {
	reply.writeHead(status, headers);
	reply.write(body.subarray(0, 5), () => reply.destroy());
};

/** The same in an answer of chunks, which does not announce its length. */
export const cutBetweenChunks: Spoiled = ({ status, headers: { 'content-length': _length, ...headers }, body }, reply) => {
	reply.writeHead(status, headers);
	reply.write(body.subarray(0, 5), () => reply.destroy());
};

/** A body that says it is compressed and is not. */
export const garbled: Spoiled = ({ status, headers, body }, reply) => {
	reply.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
	reply.end(body);
};

/** Bytes that are no HTTP. */
export const notHttp: Spoiled = (_answer, reply) => {
	reply.socket?.end('HTP!!\r\n\r\n');
};

/** What a proxy answers to those who have not signed in there. */
export const signInPage: Spoiled = (_answer, reply) => {
	reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
	reply.end('<!DOCTYPE html><html><head><title>Sign in</title></head></html>');
};

/** Stands before the sandbox: what comes is passed on as it is, and so is what is answered, unless it is to be spoiled. */
export async function startBetween(sandboxUrl: string): Promise<Between> {
	const { hostname, port } = new URL(sandboxUrl);
	const spoilers: Array<{ how: Spoiled; left: number; match: (method: string, path: string) => boolean }> = [];
	let seen: string[] = [];
	const server = createServer((request, reply) => {
		const method = request.method ?? '';
		const path = (request.url ?? '').replace('/api/v1', '');
		seen.push(`${method} ${path.replace(/~\d+/g, '{id}')}`);
		const spoiler = spoilers.find(({ left, match }) => left > 0 && match(method, path));
		if (spoiler) spoiler.left -= 1;
		const forwarded = send({ hostname, port, method, path: request.url, headers: request.headers }, async (answer) => {
			const whole = { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
			if (spoiler) return spoiler.how(whole, reply);
			reply.writeHead(whole.status, whole.headers);
			reply.end(whole.body);
		});
		request.pipe(forwarded);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const address = server.address();
	const ownPort = typeof address === 'object' ? address?.port : undefined;
	return {
		url: `http://127.0.0.1:${ownPort}`,
		spoil: (how, { times = 1, match = () => true } = {}) => {
			spoilers.splice(0, spoilers.length, { how, left: times, match });
		},
		seen: () => {
			const before = seen;
			seen = [];
			return before;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}
