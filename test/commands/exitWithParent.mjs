/**
 * Preloaded (`node --import`) into the long-running programs that the commands start with an IPC channel: when
 * the parent is gone, even killed so hard that it could not clean up, the program ends too.
 */
const GRACE_MS = 4_000;

process.channel?.unref();
process.once('disconnect', () => {
	process.kill(process.pid, 'SIGTERM');
	// The leader of the process group takes along what it started itself.
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS).unref();
});
