import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import type { Sshd } from '#test/live/sshd.ts';

import type { Missing } from '../comparison.ts';
import { programOnPath, timed } from '../programs.ts';
import { clientConfig } from './client-config.ts';
import { dropMasters, type FleetPeer } from './fleet-peer.ts';

/**
 * `pdsh -R ssh` with as many at once as there are hosts. As it comes it opens every connection anew, warm or not; with
 * `shares`, its ssh is told to share ControlMasters.
 */
export function openPdsh(
  folder: string,
  servers: Readonly<Record<string, Sshd>>,
  command: string,
  shares: boolean,
): FleetPeer | Missing {
  const pdsh = programOnPath('pdsh');
  if (pdsh === null) return { missing: 'pdsh is not installed' };
  const at = mkdtempSync(join(folder, 'p-'));
  const sockets = join(at, 's');
  mkdirSync(sockets);
  const names = Object.keys(servers);
  const config = clientConfig(at, servers, shares ? sockets : null);
  // -S: its own exit status is that of the worst host.
  const args = ['-S', '-R', 'ssh', '-f', String(names.length), '-w', names.join(','), command];
  const everywhere = () => timed(pdsh, args, { PDSH_SSH_ARGS: `-F ${config} -a -x %h` });
  return {
    name: shares ? 'pdsh, ControlMaster' : 'pdsh',
    async cold() {
      await dropMasters(sockets);
      return everywhere();
    },
    warm: everywhere,
    drop: () => dropMasters(sockets),
  };
}
