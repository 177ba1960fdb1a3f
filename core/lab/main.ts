// The lab as a process of its own: says where it is in one line of JSON, then takes orders line by line.
// It ends at end of file on standard input, and however it ends its hosts end with it.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import type { Host } from './hosts/host.ts';
import { startLab } from './lab.ts';
import { isScenario, SCENARIO_NAMES } from './scenario.ts';

const ORDERS: Readonly<Record<string, (host: Host) => Promise<void>>> = {
  boot: (host) => host.boot(),
  'power-cut': (host) => host.powerCut(),
  'cut-network': (host) => host.cutNetwork(),
  'restore-network': (host) => host.restoreNetwork(),
  'fill-disk': (host) => host.fillDisk(),
  'free-disk': (host) => host.freeDisk(),
};

const say = (what: unknown): void => {
  process.stdout.write(`${JSON.stringify(what)}\n`);
};

function readArguments(): { dir: string; scenario: string; seed: string; sshd: string } {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      scenario: { type: 'string', default: SCENARIO_NAMES[0] ?? '' },
      seed: { type: 'string', default: '1' },
      sshd: { type: 'string', default: 'simulated' },
    },
  });
  if (values.dir === undefined) throw new Error('--dir is missing');
  return { ...values, dir: values.dir };
}

const { dir, scenario, seed, sshd } = readArguments();
if (!isScenario(scenario))
  throw new Error(`--scenario: found ${scenario}, allowed: ${SCENARIO_NAMES.join(', ')}`);
if (sshd !== 'simulated' && sshd !== 'openssh') throw new Error('--sshd: allowed: simulated, openssh');
const lab = await startLab({ dir, scenario, seed: Number(seed), sshd });

const end = (): void => {
  void lab.close().finally(() => process.exit(0));
};
process.once('SIGTERM', end);
process.once('SIGINT', end);

/** The hosts' state, after an order too: a boot changes the number of PID 1. */
const hosts = (): unknown =>
  Object.values(lab.hosts).map(({ name, pid, root, state, socket }) => ({ name, pid, root, state, socket }));
say({ lab: lab.name, dir: lab.dir, site: lab.siteDir, hosts: hosts() });

const lines = createInterface({ input: process.stdin });
lines.once('close', end);
let last = Promise.resolve();
lines.on('line', (line) => {
  // One after the other: `power-cut` and `boot` sent at once mean just that.
  last = last.then(() => obey(line));
});

async function obey(line: string): Promise<void> {
  const [word = '', name = ''] = line.trim().split(/\s+/u);
  const order = Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined;
  const host = lab.hosts[name];
  if (!order || !host) {
    say({ refused: line, allowed: { orders: Object.keys(ORDERS), hosts: Object.keys(lab.hosts) } });
    return;
  }
  await order(host).then(
    () => say({ done: line.trim(), hosts: hosts() }),
    (error: unknown) => say({ failed: line.trim(), saw: String(error) }),
  );
}
