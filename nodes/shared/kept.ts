const KEEP_MS = 300_000;

/** What was read of an instance, kept for five minutes, so that not every item and every opening of a form reads it again. */
export class Kept<Value> {
	private readonly known = new Map<string, { until: number; value: Promise<Value> }>();

	/**
	 * The value of that key.
	 * @param key the instance's address and what was read there; never a secret
	 * @param read reads it; a failed read is not kept, and its error goes through
	 * @param fresh whether it is read anew
	 */
	async get(key: string, read: () => Promise<Value>, fresh = false): Promise<Value> {
		const known = this.known.get(key);
		if (known && known.until > Date.now() && !fresh) return await known.value;
		const value = read();
		this.known.set(key, { until: Date.now() + KEEP_MS, value });
		value.catch(() => this.known.delete(key));
		return await value;
	}
}
