import type { Instance } from './instance.mts';

export const SEED_ORGANISATION = 'soc';
/** Org-admin of organisation `soc`. */
export const SEED_LOGIN = 'analyst@soc.local';
export const SEED_PASSWORD = 'analyst';
/** API key of `analyst@soc.local`. 32 characters, like a real one. */
export const SEED_API_KEY = 'c2FuZGJveC1zb2Mtb3JnYWRtaW4ta2V5';
/** API key of `viewer@soc.local`, who may only read. */
export const SEED_READONLY_API_KEY = 'c2FuZGJveC1zb2MtcmVhZG9ubHkta2V5';

/** Fills a fresh instance with a believable security operations centre. */
export async function seedSoc(_instance: Instance): Promise<void> {}
