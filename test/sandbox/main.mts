import { Command, InvalidArgumentError } from 'commander';
import { startSandbox } from './sandbox.mts';
import type { Sandbox } from './sandbox.mts';
import { ADMIN_LOGIN, ADMIN_PASSWORD } from './seed/fresh.mts';
import { SEED_API_KEY, SEED_LOGIN, SEED_ORGANISATION, SEED_PASSWORD, SEED_READONLY_API_KEY } from './seed.mts';

function wholeNumber(text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
	return value;
}

interface Options {
	readonly port: number;
	readonly empty?: boolean;
	readonly data?: string;
	readonly latency: number;
	readonly webhook: readonly string[];
}

async function start({ port, empty, data, latency, webhook }: Options): Promise<Sandbox> {
	const sandbox = await startSandbox({ port, seed: empty ? 'empty' : 'soc', dataFile: data, latencyMs: latency, journalLimit: 0 });
	sandbox.webhooks.push(...webhook.map((url) => ({ url })));
	return sandbox;
}

const command = new Command()
	.name('sandbox')
	.description('A stand-in for TheHive 5 on this machine.')
	.option('--port <port>', 'port to listen on; 0 for any free one', wholeNumber, 9000)
	.option('--empty', 'start as a fresh TheHive, without the example data')
	.option('--data <file>', 'keep the state in this file')
	.option('--latency <ms>', 'added to every answer', wholeNumber, 0)
	.option('--webhook <url>', 'post every audit to this address; may be given again', (url: string, known: string[]) => [...known, url], [])
	.parse();

const options = command.opts<Options>();

try {
	const sandbox = await start(options);
	console.log(`TheHive sandbox: ${sandbox.url}`);
	console.log(`Administrator:   ${ADMIN_LOGIN} / ${ADMIN_PASSWORD}`);
	if (sandbox.store.table('user').firstBy('login', SEED_LOGIN) !== undefined) {
		console.log(`Analyst:         ${SEED_LOGIN} / ${SEED_PASSWORD} (organisation ${SEED_ORGANISATION}), API key ${SEED_API_KEY}`);
		console.log(`Read only:       API key ${SEED_READONLY_API_KEY}`);
	}
	const stop = () => {
		sandbox.close().catch((error: unknown) => {
			console.error(error);
			process.exitCode = 1;
		});
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
} catch (error) {
	const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	console.error(taken ? `Port ${options.port} is taken: choose another with --port, or --port 0 for any free one.` : error);
	process.exitCode = 1;
}
