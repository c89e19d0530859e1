import { tacticLabel } from '../model/present.mts';
import type { Meta, Pattern } from '../store/rows.mts';
import { techniques } from './techniques.mts';

/** The catalog a fresh TheHive has imported. */
export const ATTACK_CATALOG = {
	name: 'Enterprise ATT&CK',
	description: 'A subset of the MITRE ATT&CK enterprise matrix',
	variant: 'enterprise-attack',
};

type PatternFields = Omit<Pattern, keyof Meta | 'kind' | 'catalogId'>;

/** Techniques and sub-techniques as patterns. */
export const attackPatterns: readonly PatternFields[] = techniques.map(([patternId, name, tactics, platforms]) => {
	const [parent, sub] = patternId.split('.');
	return {
		patternId,
		name,
		description: `${name}: a technique of ${tactics.split(' ').map(tacticLabel).join(', ')}.`,
		tactics: tactics.split(' '),
		url: `https://attack.mitre.org/techniques/${patternId.replace('.', '/')}`,
		patternType: 'attack-pattern',
		revoked: false,
		platforms: (platforms ?? 'Windows Linux macOS').split(' '),
		dataSources: [],
		version: '1.0',
		parentPatternId: sub === undefined ? undefined : parent,
	};
});
