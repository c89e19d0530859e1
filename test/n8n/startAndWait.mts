/** Starts an n8n, prints its address and waits: a parent for host.test.mts to kill. Arguments: folder, tarball, port. */
import { startN8n } from './host.mts';

const [folder = '', tarball = '', port] = process.argv.slice(2);
const n8n = await startN8n({ folder, tarball, port: Number(port) });
console.log(n8n.baseUrl);
await n8n.ended;
