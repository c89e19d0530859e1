import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

/** The self-signed certificate of {@link startFront}, as PEM. */
export async function selfSignedCertificate(): Promise<string> {
	return await readFile(new URL('tls/self-signed.crt.pem', import.meta.url), 'utf8');
}

export interface Front {
	/** Address of TheHive behind the front, with the sub-path. */
	url: string;
	stop(): Promise<void>;
}

/**
 * A reverse proxy in front of TheHive, as many installations have one.
 *
 * @param target address of TheHive
 * @param options.path sub-path under which TheHive appears, e.g. `/soc/thehive`
 * @param options.tls whether to serve HTTPS, with a self-signed certificate
 */
export async function startFront(target: string, { path = '', tls = false }: { path?: string; tls?: boolean }): Promise<Front> {
	const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
		const { method, headers, url = '/' } = incoming;
		if (!url.startsWith(`${path}/`)) {
			outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Nothing here</body></html>');
			return;
		}
		const inner = request(new URL(url.slice(path.length), target), { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		inner.once('error', () => outgoing.writeHead(502).end());
		incoming.pipe(inner);
	};
	const server = tls
		? createHttpsServer(
				{ cert: await selfSignedCertificate(), key: await readFile(new URL('tls/self-signed.key.pem', import.meta.url)) },
				forward,
			)
		: createHttpServer(forward);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The front has no port');

	return {
		url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}${path}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
