import type { FunctionsBase, IHttpRequestOptions } from 'n8n-workflow';
import { fieldError, fitting, UnfitValue } from './fieldError';
import { pause } from './pipeline';
import { isEmpty, isObject } from './values';

/**
 * The parameter "Request Options", which n8n adds to the settings of every declarative node (n8n-core,
 * `commonDeclarativeNodeOptionParameters`). Its engine heeds it in routed requests only; here it counts for all others.
 */
export const REQUEST_OPTIONS = 'requestOptions';

/** Milliseconds after which an unanswered request is given up, as in n8n's routing; merges and bulk work take TheHive minutes. */
const TIMEOUT_MS = 300_000;

export type TransportOptions = Pick<IHttpRequestOptions, 'proxy' | 'skipSslCertificateValidation' | 'timeout'>;

const STANDARD_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

function proxyFrom(address: unknown): NonNullable<IHttpRequestOptions['proxy']> {
	const url = fitting(() => new URL(String(address)));
	const standardPort = url.ok ? STANDARD_PORTS[url.value.protocol] : undefined;
	if (!url.ok || standardPort === undefined) throw new UnfitValue('is no address such as http://proxy.example.org:3128');
	const { protocol, hostname, port, username, password } = url.value;
	return {
		protocol: protocol.slice(0, -1),
		host: hostname,
		port: port === '' ? standardPort : Number(port),
		...(username === '' ? {} : { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
	};
}

/**
 * How the requests of an item are sent.
 * @param given value of the parameter; nothing where there is none (pickers, the trigger)
 * @throws NodeOperationError when the proxy is no address
 */
export function transportFrom(context: Pick<FunctionsBase, 'getNode'>, itemIndex: number, given: unknown): TransportOptions {
	const { allowUnauthorizedCerts, proxy, timeout } = isObject(given) ? given : {};
	const way = fitting(() => (isEmpty(proxy) ? {} : { proxy: proxyFrom(proxy) }));
	if (!way.ok) {
		throw fieldError(context.getNode(), itemIndex, 'Proxy', way.problem, 'Nothing was sent to TheHive. The proxy stands in the settings of the node, under Request Options.');
	}
	return {
		...way.value,
		timeout: Number(timeout) > 0 ? Number(timeout) : TIMEOUT_MS,
		...(allowUnauthorizedCerts === true ? { skipSslCertificateValidation: true } : {}),
	};
}

/**
 * Lets items wait as Batching says: each batch begins an interval after the one before.
 * @param given value of the parameter
 * @returns waits until the item may begin; to be asked in the order of the items
 */
export function batchesFrom(given: unknown, abortSignal: AbortSignal | undefined): (itemIndex: number) => Promise<void> {
	const batching: unknown = isObject(given) ? given.batching : undefined;
	const batch: unknown = isObject(batching) ? batching.batch : undefined;
	const { batchSize, batchInterval } = isObject(batch) ? batch : {};
	const size = Math.max(1, Math.trunc(Number(batchSize)) || 1);
	const interval = Number(batchSize) < 0 ? 0 : Number(batchInterval);
	let begun = Promise.resolve();
	return async (itemIndex) => {
		if (interval > 0 && itemIndex > 0 && itemIndex % size === 0) begun = begun.then(async () => await pause(interval, abortSignal));
		await begun;
	};
}
