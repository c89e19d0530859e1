/** How often a step says that it is still running where there is no terminal to rewrite a line on. */
const REPORT_EVERY_MS = 15_000;

/**
 * Shows that a long step is alive: one rewritten line on a terminal, a new line every fifteen seconds elsewhere.
 *
 * @param {string} title what is being done, e.g. "Installing the development tools"
 * @param {() => string} [detail] how far it has come, asked each time the line is drawn
 */
export function startStep(title, detail = () => '') {
	const started = Date.now();
	const terminal = process.stdout.isTTY === true;
	const line = () => [`  ${title} … ${elapsedSince(started)}`, detail()].filter(Boolean).join(', ');

	if (!terminal) console.log(`  ${title} …`);
	const timer = setInterval(
		() => (terminal ? process.stdout.write(`\r\x1b[K${line()}`) : console.log(line())),
		terminal ? 500 : REPORT_EVERY_MS,
	);

	/** @param {string} outcome */
	const end = (outcome) => {
		clearInterval(timer);
		console.log(`${terminal ? '\r\x1b[K' : ''}  ${title}: ${outcome} after ${elapsedSince(started)}`);
	};
	return { done: () => end('done'), failed: () => end('failed') };
}

/**
 * A duration as people say it: `8 s`, `2 min 5 s`.
 *
 * @param {number} started epoch milliseconds
 */
export function elapsedSince(started) {
	const seconds = Math.round((Date.now() - started) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
