import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { exec, logIn } from '#core/lab/wire/ssh-client.ts';
import type { Sshd } from '#test/live/sshd.ts';

/** ssh2 and nothing else: one exec over a connection that is open. */
export type BareSsh2 = Disposable & { readonly name: string; run(command: string): Promise<number> };

export async function openBareSsh2({ host }: Sshd): Promise<BareSsh2> {
  assert.ok('port' in host.address && typeof host.identity === 'object' && 'path' in host.identity);
  const client = await logIn(host.address, readFileSync(host.identity.path, 'utf8'), host.user);
  client.setNoDelay(true);
  return {
    name: 'ssh2 exec',
    async run(command) {
      const began = performance.now();
      const { end, stderr } = await exec(client, command);
      if (end !== 0) throw new Error(`${command} ended with ${end}: ${stderr}`);
      return performance.now() - began;
    },
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}
