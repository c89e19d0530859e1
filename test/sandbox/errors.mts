import type { JsonObject } from './json.mts';

/** One broken attribute of a request, as listed in `errors` of an AttributeCheckingError [S]. */
export interface AttributeIssue {
	readonly name: string;
	readonly type:
		| 'MissingAttributeError'
		| 'InvalidFormatAttributeError'
		| 'UnknownAttributeError'
		| 'UnsupportedAttributeError';
	readonly message: string;
	readonly details?: JsonObject;
}

/** An answer other than success: HTTP status plus TheHive's `{type, message}` body. */
export class ApiError extends Error {
	readonly status: number;
	readonly type: string;
	readonly extra: JsonObject;

	constructor(status: number, type: string, message: string, extra: JsonObject = {}) {
		super(message);
		this.status = status;
		this.type = type;
		this.extra = extra;
	}

	get body(): JsonObject {
		return { type: this.type, message: this.message, ...this.extra };
	}
}

export function badRequest(message: string): ApiError {
	return new ApiError(400, 'BadRequest', message);
}

/** A duplicate; TheHive answers 400, not 409 [S]. */
export function createError(message: string): ApiError {
	return new ApiError(400, 'CreateError', message);
}

export function notFound(what: string, id?: string): ApiError {
	return new ApiError(404, 'NotFoundError', id === undefined ? what : `${what} ${id} not found`);
}

export function unauthenticated(message = 'Authentication failure'): ApiError {
	return new ApiError(401, 'AuthenticationError', message);
}

export function unauthorised(message: string): ApiError {
	return new ApiError(403, 'AuthorizationError', message);
}

export function missingAttribute(name: string): AttributeIssue {
	return { name, type: 'MissingAttributeError', message: `Attribute ${name} is missing` };
}

export function invalidFormat(name: string, format: string, field: unknown): AttributeIssue {
	const shown = JSON.stringify(field) ?? 'undefined';
	return {
		name,
		type: 'InvalidFormatAttributeError',
		message: `Invalid format for ${name}: ${shown.slice(0, 200)}, expected ${format} ()`,
		details: { format, acceptedInput: [], field: shown.slice(0, 200) },
	};
}

export function unsupportedAttribute(name: string, message: string): AttributeIssue {
	return { name, type: 'UnsupportedAttributeError', message };
}

/** 400 for requests whose attributes are missing or malformed [S]. */
export function attributeError(...issues: readonly AttributeIssue[]): ApiError {
	return new ApiError(400, 'AttributeCheckingError', `[${issues.map((issue) => issue.message).join(', ')}]`, {
		errors: issues.map(({ name, type, message, details }) => ({ name, type, message, ...details })),
	});
}
