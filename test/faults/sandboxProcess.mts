/**
 * A sandbox as a process of its own, so that it can be killed: `node sandboxProcess.mts <port> <data file>`.
 * Takes faults as messages; says its address when it listens.
 */
import { startSandbox } from '../sandbox/sandbox.mts';

/** What the sandbox is told to do. */
export interface FaultMessage {
	/** Forget all event streams. */
	dropStreams?: boolean;
	/** ms */
	indexDelayMs?: number;
	/** ms */
	clockSkewMs?: number;
	/** Stamp of the next transaction, epoch ms. */
	nextStamp?: number;
}

const [port = '0', dataFile = ''] = process.argv.slice(2);
const sandbox = await startSandbox({ port: Number(port), dataFile, journalLimit: 0 });

process.on('message', ({ dropStreams, ...faults }: FaultMessage) => {
	if (dropStreams) sandbox.dropStreams();
	Object.assign(sandbox.faults, faults);
});
process.once('disconnect', () => process.exit());
process.send?.({ url: sandbox.url });
