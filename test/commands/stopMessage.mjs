import { ProgramFailed } from './runLogged.mjs';

/** Ends a command with one sentence for its user instead of a stack trace. */
export class StopMessage extends Error {
	/** @param {string} message what is wrong and what to do about it */
	constructor(message) {
		super(message);
		this.name = 'StopMessage';
	}
}

/**
 * Reports what ended a command: the text where it was written for the user, the whole stack of anything unexpected.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
	const written = error instanceof StopMessage || error instanceof ProgramFailed;
	console.error(written ? `\n${error.message}` : error);
}
