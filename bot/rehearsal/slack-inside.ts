import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

// Runs inside a network namespace of its own: the local Slack listens on every address, and here there is only loopback.
// Arguments: the local Slack's binary, its configuration, its port, the Unix socket through which it is reached.
const [binary = '', config = '', port = '', socketPath = ''] = process.argv.slice(2);

const slack = spawn(binary, ['--config', config, '--port', port, '--base-host', '127.0.0.1'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
slack.once('exit', (code) => process.exit(code ?? 1));

const server = createServer((near) => {
  const far = connect(Number(port), '127.0.0.1');
  const end = () => {
    near.destroy();
    far.destroy();
  };
  near.on('error', end);
  far.on('error', end);
  near.pipe(far);
  far.pipe(near);
});

const answers = () =>
  new Promise<boolean>((resolve) => {
    const probe = connect(Number(port), '127.0.0.1');
    probe.once('connect', () => resolve(probe.destroy() !== undefined));
    probe.once('error', () => resolve(false));
  });
const untilItAnswers = async () => {
  if (await answers()) server.listen(socketPath, () => console.log('ready'));
  else setTimeout(() => void untilItAnswers(), 20);
};
await untilItAnswers();

// The parent's end is ours: at end of file on standard input everything here ends.
process.stdin.resume();
process.stdin.once('end', () => {
  slack.kill();
  process.exit(0);
});
