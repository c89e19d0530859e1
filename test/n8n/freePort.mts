import { createServer } from 'node:net';

/**
 * A TCP port that nobody listens on.
 *
 * @param preferred answered when it is free; any other port otherwise
 */
export async function freePort(preferred?: number): Promise<number> {
	if (preferred !== undefined && (await isFree(preferred))) return preferred;
	return await listenOnce(0, '127.0.0.1');
}

/** Some systems let a second program listen on one address while the first has all of them, or the reverse. */
async function isFree(port: number): Promise<boolean> {
	try {
		await listenOnce(port, '127.0.0.1');
		await listenOnce(port);
		return true;
	} catch {
		return false;
	}
}

async function listenOnce(port: number, host?: string): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host, exclusive: true }, () => {
			const address = server.address();
			server.close(() =>
				typeof address === 'object' && address !== null
					? resolve(address.port)
					: reject(new Error('The system gave no port')),
			);
		});
	});
}
