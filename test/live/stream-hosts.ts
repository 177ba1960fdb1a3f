import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { StreamHosts } from '#test/contracts/streams.ts';

import { mountSmallDisk } from './small-disk.ts';
import { type Sshd, startSshd } from './sshd.ts';

const asHost = ({ host, folder }: Sshd) => ({
  host,
  identity: host.identity !== 'agent' && host.identity.from === 'file' ? host.identity.path : '',
  folder,
  smallDisk: mountSmallDisk(join(folder, 'small')),
});

/** Two of Debian's OpenSSH servers, each with a spool of its own. */
export async function startStreamHosts(): Promise<StreamHosts> {
  const [old, fresh] = await Promise.all([startSshd(), startSshd()]);
  const hosts = { old: asHost(old), fresh: asHost(fresh) };
  return {
    ...hosts,
    cut: (which) => (which === 'old' ? old : fresh).cut(),
    stop: async () => {
      for (const { smallDisk } of [hosts.old, hosts.fresh])
        if (smallDisk !== null) execFileSync('umount', [smallDisk]);
      await Promise.all([old.stop(), fresh.stop()]);
    },
  };
}
