import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { JobHost } from '#test/contracts/job-bench.ts';
import { jobContract } from '#test/contracts/jobs.ts';

import { SHELLS } from './shells.ts';
import { mountSmallDisk } from './small-disk.ts';
import { startSshd } from './sshd.ts';

/** Debian's OpenSSH as a host for jobs, with a small disk if we may mount one. */
async function startJobHost(): Promise<JobHost> {
  const sshd = await startSshd();
  const { identity } = sshd.host;
  const smallDisk = mountSmallDisk(join(sshd.folder, 'small'));
  return {
    host: sshd.host,
    identity: identity !== 'agent' && identity.from === 'file' ? identity.path : '',
    otherUser: process.getuid?.() === 0 ? 'daemon' : null,
    smallDisk,
    cut: () => sshd.cut(),
    stop: async () => {
      if (smallDisk !== null) execFileSync('umount', [smallDisk]);
      await sshd.stop();
    },
  };
}

for (const [name, shell, path] of SHELLS)
  if (existsSync(path)) jobContract(`on OpenSSH, under ${name}`, startJobHost, shell);
