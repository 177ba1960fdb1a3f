import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';

import type { StartDirectory } from '#core/lab/lab.ts';

import { start389ds } from './389-ds.ts';

const SIMS_SCHEMA = new URL('../../core/lab/wire/schema/30-sims40.ldif', import.meta.url);
const run = promisify(execFile);

/** A real 389 Directory Server in place of a lab's simulated one, with the schema that SIMS brought. */
export const labOn389ds: StartDirectory = async ({ socket, dir, ldif, managerPassword }) => {
  const schema = [readFileSync(SIMS_SCHEMA, 'utf8')];
  const real = await start389ds({ dir, schema, ldif, managerPassword });
  // Its own socket is in a folder that hosts do not see, and lets root in without a password: a wire in front of its port.
  const sockets = new Set<Socket>();
  const wire = createServer((near) => {
    const far = connect(real.port, '127.0.0.1');
    for (const one of [near, far]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await rm(socket, { force: true });
  await new Promise<void>((resolve) => wire.listen(socket, resolve));
  return {
    async exportLdif() {
      const bind = [
        '-x',
        '-H',
        `ldap://127.0.0.1:${real.port}`,
        '-D',
        'cn=Directory Manager',
        '-w',
        managerPassword,
      ];
      const { stdout } = await run(
        'ldapsearch',
        ['-LLL', '-o', 'ldif-wrap=no', ...bind, '-b', 'o=internet'],
        {
          maxBuffer: 1 << 26,
        },
      );
      return stdout;
    },
    async close() {
      wire.close();
      for (const one of sockets) one.destroy();
      await real.stop();
    },
  };
};
