import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Sshd } from '#test/live/sshd.ts';

import type { Missing } from '../comparison.ts';
import { programOnPath, timed } from '../programs.ts';
import { clientConfig } from './client-config.ts';
import { dropMasters, type FleetPeer } from './fleet-peer.ts';

/**
 * `ansible -m raw` (ansible-core) with as many forks as there are hosts and its own connection sharing, which it has
 * switched on by default.
 */
export function openAnsible(
  folder: string,
  servers: Readonly<Record<string, Sshd>>,
  command: string,
): FleetPeer | Missing {
  const ansible = programOnPath('ansible');
  if (ansible === null) return { missing: 'ansible (ansible-core) is not installed' };
  const at = mkdtempSync(join(folder, 'a-'));
  const sockets = join(at, 's');
  mkdirSync(sockets);
  const names = Object.keys(servers);
  writeFileSync(join(at, 'hosts'), `${names.join('\n')}\n`);
  writeFileSync(
    join(at, 'ansible.cfg'),
    [
      '[defaults]',
      `inventory = ${join(at, 'hosts')}`,
      `forks = ${names.length}`,
      `local_tmp = ${join(at, 't')}`,
      '[ssh_connection]',
      `ssh_args = -F ${clientConfig(at, servers)} -C -o ControlMaster=auto -o ControlPersist=60s`,
      `control_path_dir = ${sockets}`,
      '',
    ].join('\n'),
  );
  const env = { ANSIBLE_CONFIG: join(at, 'ansible.cfg'), ANSIBLE_HOME: at };
  const everywhere = () => timed(ansible, ['all', '-m', 'raw', '-a', command], env);
  return {
    name: 'ansible -m raw',
    async cold() {
      await dropMasters(sockets);
      return everywhere();
    },
    warm: everywhere,
    drop: () => dropMasters(sockets),
  };
}
