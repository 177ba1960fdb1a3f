// The lab as a process of its own: says where it is in one line of JSON, then obeys line by line, each answered by one.
// It ends at end of file on standard input, and however it ends its hosts end with it.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { Fault } from '../errors.ts';
import { startLab } from './lab.ts';
import { obey } from './orders.ts';
import { isScenario, SCENARIO_NAMES } from './scenarios/index.ts';
import { SIZES } from './scenarios/scenario.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    scenario: { type: 'string', default: SCENARIO_NAMES[0] ?? '' },
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: 'full' },
    sshd: { type: 'string', default: 'simulated' },
  },
});
const { dir, scenario, seed, sshd } = values;
const size = SIZES.find((known) => known === values.size);
const wrong = (option: string, allowed: string): never => {
  process.stderr.write(`${option}: allowed: ${allowed}\n`);
  process.exit(2);
};
if (dir === undefined) wrong('--dir', 'a folder');
else if (!isScenario(scenario)) wrong('--scenario', SCENARIO_NAMES.join(', '));
else if (size === undefined) wrong('--size', SIZES.join(', '));
else if (sshd !== 'simulated' && sshd !== 'openssh') wrong('--sshd', 'simulated, openssh');
else {
  const lab = await startLab({ dir, scenario, seed: Number(seed), size, sshd }).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  });
  const say = (what: Readonly<Record<string, unknown>>): void => {
    process.stdout.write(`${JSON.stringify({ ...what, hosts: hosts() })}\n`);
  };
  // With every answer: a boot changes the number of PID 1.
  const hosts = (): unknown =>
    Object.values(lab.hosts).map(({ name, pid, root, state, socket }) => ({
      name,
      pid,
      root,
      state,
      socket,
    }));
  const end = (): void => {
    void lab.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  say({ name: lab.name, dir: lab.dir, site: lab.siteDir });

  // One after the other: `power-cut` and `boot` sent at once mean just that.
  let last: Promise<void> = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    last = last.then(() =>
      obey(lab, line).then(
        () => say({ ok: true, order: line }),
        (error: unknown) => say({ ok: false, order: line, saw: String(error) }),
      ),
    );
  });
  lines.once('close', () => void last.finally(end));
}
