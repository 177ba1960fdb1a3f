import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { JobHost } from '#test/contracts/job-bench.ts';
import { jobContract } from '#test/contracts/jobs.ts';

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

const SHELLS: readonly (readonly [name: string, shell: string, path: string])[] = [
  ['dash', '/bin/dash', '/bin/dash'],
  ['posh', '/bin/posh', '/bin/posh'],
  ['mksh', '/bin/mksh', '/bin/mksh'],
  ['ksh93', '/usr/bin/ksh93', '/usr/bin/ksh93'],
  // It reads its script as characters of the locale, and a session of sshd has none.
  ['yash', '/usr/bin/env LC_ALL=C.UTF-8 /usr/bin/yash', '/usr/bin/yash'],
  ['busybox', '/bin/busybox sh', '/bin/busybox'],
];
for (const [name, shell, path] of SHELLS)
  if (existsSync(path)) jobContract(`on OpenSSH, under ${name}`, startJobHost, shell);
