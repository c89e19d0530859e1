/** What users paste behind the address: trailing slashes, `/api`, `/api/v1`. A sub-path before it is kept. */
const API_SUFFIX = /(?:\/api(?:\/v\d+)?)?\/*$/;

/**
 * Base address of TheHive's current API.
 * @param url the credential's URL, with or without trailing slash, sub-path or `/api/v1`
 * @returns e.g. `https://soc.example.org/thehive/api/v1`
 */
export function apiBaseUrl(url: string): string {
	return `${url.trim().replace(API_SUFFIX, '')}/api/v1`;
}

/** The same as an n8n expression, for declarative requests and the credential test. */
export const API_BASE_URL_EXPRESSION = `={{ $credentials.url.trim().replace(${String(API_SUFFIX)}, '') }}/api/v1`;
