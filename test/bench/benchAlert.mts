import type { JsonObject } from '../sandbox/json.mts';

/** The alerts that benchmarks make, each with its number. */
export function benchAlert(number: number): JsonObject {
	return {
		type: 'bench',
		source: 'bench',
		sourceRef: `made ${number}`,
		title: `Suspicious sign-in ${number}`,
		description: `The user signed in from a country where nobody was seen before (${number}). `.repeat(4),
		tags: ['bench', `host-${number % 100}`],
	};
}
