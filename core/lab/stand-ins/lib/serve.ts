import { renameSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createServer, type Socket } from 'node:net';
import { argv, env, exit, pid, stderr } from 'node:process';

const pidFile = env['DAEMON_PID_FILE'] ?? '';

function fail(reason: string): never {
  stderr.write(`${reason}\n`);
  if (pidFile !== '') writeFileSync(pidFile.replace(/\.pid$/u, '.failed'), '');
  exit(1);
}

/** Answers one connection, which has been greeted. */
export type Conversation = (socket: Socket) => void;

const hangsUp: Conversation = (socket) => {
  socket.on('data', (line) => {
    if (/^(\S+ )?(quit|logout)\r?\n/iu.test(String(line))) socket.end();
  });
};

function listen(place: string, talk: Conversation): Promise<void> {
  const [port = '', greeting = ''] = place.split('=');
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    // Without a greeting it is a service that the lab does not speak: it accepts and hangs up.
    if (greeting === '') socket.end();
    else socket.write(`${greeting}\r\n`);
    talk(socket);
  });
  return new Promise((resolve) => {
    server.once('error', (error) => fail(`port ${port}: ${error.message}`));
    server.listen(Number(port), '127.0.0.1', resolve);
  });
}

/** Accepts connections as `--listen <port>[=<greeting>]…` says. The daemon is in service once its pid file is there. */
export async function serve(talk: Conversation = hangsUp): Promise<void> {
  const places = argv.filter((_, index) => argv[index - 1] === '--listen');
  await Promise.all(places.map((place) => listen(place, talk)));
  writeFileSync(`${pidFile}.new`, `${String(pid)}\n`);
  renameSync(`${pidFile}.new`, pidFile);
  // A daemon is killed, or its host is: at its end nothing would be kept.
  flushCompileCache();
}
