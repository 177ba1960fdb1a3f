import { readFile } from 'node:fs/promises';

import type { StartDirectory } from '#core/lab/lab.ts';

import { start389ds } from './389-ds.ts';

/** A directory of SIMS 4.0 on 389 Directory Server, in place of a lab's simulated one. */
export const simsOn389ds: StartDirectory = async (place) => {
  const sims = new URL('../../core/lab/wire/schema/30-sims40.ldif', import.meta.url);
  const server = await start389ds({ ...place, schema: [await readFile(sims, 'utf8')] });
  return { exportLdif: () => server.exportLdif(), close: () => server.stop() };
};
