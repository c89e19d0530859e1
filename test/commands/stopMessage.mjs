/** Ends a command with one sentence for its user instead of a stack trace. */
export class StopMessage extends Error {
	/** @param {string} message what is wrong and what to do about it */
	constructor(message) {
		super(message);
		this.name = 'StopMessage';
	}
}

/**
 * Reports what ended a command: the sentence of a {@link StopMessage}, the whole stack of anything unexpected.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
	console.error(error instanceof StopMessage ? `\n${error.message}` : error);
}
