import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import type { Sshd } from '#test/live/sshd.ts';

import type { Missing } from '../comparison.ts';
import { programOnPath, timed } from '../programs.ts';
import { clientConfig } from './client-config.ts';
import { dropMasters, type FleetPeer } from './fleet-peer.ts';

/** `pdsh -R ssh` with as many at once as there are hosts; warm, its ssh shares ControlMasters. */
export function openPdsh(
  folder: string,
  servers: Readonly<Record<string, Sshd>>,
  command: string,
): FleetPeer | Missing {
  const pdsh = programOnPath('pdsh');
  if (pdsh === null) return { missing: 'pdsh is not installed' };
  const at = mkdtempSync(join(folder, 'p-'));
  const sockets = join(at, 's');
  mkdirSync(sockets);
  const names = Object.keys(servers);
  const alone = clientConfig(at, servers);
  const shared = clientConfig(at, servers, sockets);
  // -S: its own exit status is that of the worst host.
  const args = ['-S', '-R', 'ssh', '-f', String(names.length), '-w', names.join(','), command];
  const over = (config: string) => timed(pdsh, args, { PDSH_SSH_ARGS: `-F ${config} -a -x %h` });
  let isWarm = false;
  return {
    name: 'pdsh',
    cold: () => over(alone),
    async warm() {
      if (!isWarm) await over(shared);
      isWarm = true;
      return over(shared);
    },
    drop: () => dropMasters(sockets),
  };
}
