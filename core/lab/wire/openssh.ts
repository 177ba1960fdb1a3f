// OpenSSH's own sshd for a simulated host: one `sshd -i` a connection behind the host's Unix socket, so that killing
// this process is the network going away and nothing more.
import { spawn } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const SOCKET = '/lab/run/ssh.sock';
const CONFIG = '/run/sshd/lab.conf';
const SETTINGS = [
  'HostKey /etc/ssh/ssh_host_ed25519_key',
  'AuthorizedKeysFile /etc/ssh/authorized_keys',
  'PasswordAuthentication no',
  'KbdInteractiveAuthentication no',
  'PermitRootLogin prohibit-password',
  'UsePAM no',
  'StrictModes no',
  'UseDNS no',
  'PidFile none',
  'AcceptEnv LANG LC_*',
  'SetEnv NODE_COMPILE_CACHE=/lab/cache',
];

if (import.meta.main) {
  writeFileSync(CONFIG, `${SETTINGS.join('\n')}\n`);
  rmSync(SOCKET, { force: true });
  const server = createServer((socket) => {
    const sshd = spawn('/usr/sbin/sshd', ['-i', '-e', '-f', CONFIG], { stdio: ['pipe', 'pipe', 'inherit'] });
    socket.on('error', () => socket.destroy());
    sshd.stdin.on('error', () => socket.destroy());
    sshd.on('error', () => socket.destroy());
    socket.pipe(sshd.stdin);
    sshd.stdout.pipe(socket);
  });
  server.listen(SOCKET, () => {
    chmodSync(SOCKET, 0o600);
    process.stdout.write('listening\n');
  });
}
