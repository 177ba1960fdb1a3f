import { join } from 'node:path';

import { keepSshKey } from '#core/lab/wire/ssh-keys.ts';
import type { JobHost } from '#test/contracts/job-bench.ts';

import { type BareHost, bareHost } from './bare-host.ts';

/** A simulated host with its power on, as a host for jobs. */
export type LabJobHost = JobHost & { readonly bare: BareHost };

export async function labJobHost(): Promise<LabJobHost> {
  const bare = await bareHost();
  await bare.host.boot();
  // Filled and freed again, /var/tmp is a disk of a few hundred kilobytes. The spool lies elsewhere, so that a case that
  // fills the one leaves the other alone.
  await bare.host.fillDisk();
  await bare.host.freeDisk();
  const keys = join(bare.dir, 'keys');
  const identity = join(keys, 'lab');
  const { fingerprint } = await keepSshKey(keys, 'host');
  return {
    bare,
    host: {
      address: { socket: bare.host.socket },
      user: 'root',
      identity: { from: 'file', path: identity },
      fingerprints: [fingerprint],
      spool: '/var/spool/watari',
      path: [],
      encoding: 'utf-8',
      legacyAlgorithms: false,
      become: 'su',
    },
    identity,
    otherUser: 'mailsrv',
    smallDisk: '/var/tmp',
    cut: async () => {
      await bare.host.cutNetwork();
      await bare.host.restoreNetwork();
    },
    stop: async () => {
      await bare[Symbol.asyncDispose]();
    },
  };
}
