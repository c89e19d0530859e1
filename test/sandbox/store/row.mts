/** What every stored row carries. Rows are immutable: a change replaces the row. Dates are ms since 1970. */
export type Meta = {
	readonly _id: string;
	readonly _createdBy: string;
	readonly _createdAt: number;
	readonly _updatedBy?: string;
	readonly _updatedAt?: number;
};

/** A row of kind `K`. */
export type Of<K extends string, Fields> = Meta & { readonly kind: K } & Readonly<Fields>;
