import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../n8n/freePort.mts';

const DOVECOT = '/usr/sbin/dovecot';
const READY_WITHIN_MS = 10_000;

/** Why there can be no mail server here, with what to do about it; nothing when there can. */
export const mailServerMissing = existsSync(DOVECOT) ? undefined : `${DOVECOT} is missing; on Debian \`apt-get install dovecot-imapd\` brings it`;

/** An IMAP server with one mailbox. */
export interface MailServer {
	port: number;
	user: string;
	password: string;
	/** Puts a mail into the inbox, as the delivery of a mail server does. */
	deliver(mail: string): Promise<void>;
	stop(): Promise<void>;
}

/** Starts Debian's dovecot on the loopback interface, with a mailbox in a temporary folder. */
export async function startMailServer(): Promise<MailServer> {
	const folder = await mkdtemp(join(tmpdir(), 'mail-'));
	const port = await freePort();
	const login = { user: 'phishing', password: 'mailbox' };
	// dovecot delivers to nobody's mailbox as root: there it works as an account that every system has
	const { uid, gid, username } = userInfo();
	const owner = uid === 0 ? { uid: 65_534, gid: 65_534 } : { uid, gid };
	const inbox = join(folder, 'maildir');
	for (const part of ['', 'new', 'cur', 'tmp']) {
		await mkdir(join(inbox, part), { recursive: true });
		await chown(join(inbox, part), owner.uid, owner.gid);
	}
	const config = join(folder, 'dovecot.conf');
	await writeFile(config, configuration({ folder, port, inbox, owner, account: uid === 0 ? undefined : username, ...login }));
	// dovecot's processes run as several users
	await chmod(folder, 0o755);

	const dovecot = spawn(DOVECOT, ['-F', '-c', config], { stdio: 'ignore' });
	const ended = new Promise<void>((resolve) => dovecot.once('exit', () => resolve()));
	const stop = async () => {
		dovecot.kill('SIGTERM');
		await ended;
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await untilListening(port);
	} catch (error) {
		await stop();
		throw error;
	}
	let delivered = 0;
	return {
		port,
		...login,
		deliver: async (mail) => {
			const name = `${Date.now()}.${delivered++}.test`;
			await writeFile(join(inbox, 'tmp', name), mail.replace(/\r?\n/g, '\r\n'));
			await chown(join(inbox, 'tmp', name), owner.uid, owner.gid);
			await rename(join(inbox, 'tmp', name), join(inbox, 'new', name));
		},
		stop,
	};
}

interface Settings {
	folder: string;
	port: number;
	inbox: string;
	owner: { uid: number; gid: number };
	/** The account that all of dovecot runs as where it is not started by root. */
	account: string | undefined;
	user: string;
	password: string;
}

function configuration({ folder, port, inbox, owner, account, password }: Settings): string {
	return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${inbox}
${account === undefined ? '' : `default_internal_user = ${account}\ndefault_login_user = ${account}`}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
  ${account === undefined ? '' : 'chroot ='}
}
service anvil {
  ${account === undefined ? '' : 'chroot ='}
}
namespace inbox {
  inbox = yes
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/home
}
`;
}

async function untilListening(port: number): Promise<void> {
	for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
		const greets = await new Promise<boolean>((resolve) => {
			const socket = createConnection({ port, host: '127.0.0.1' });
			socket.once('data', () => {
				resolve(true);
				socket.destroy();
			});
			socket.once('error', () => resolve(false)).once('close', () => resolve(false));
			socket.setTimeout(1_000, () => socket.destroy());
		});
		if (greets) return;
	}
	throw new Error(`dovecot did not listen on port ${port} after ${READY_WITHIN_MS / 1000} s`);
}
