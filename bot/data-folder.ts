import { chmodSync, mkdirSync } from 'node:fs';

import { Fault } from '#core/index.ts';

/**
 * Makes a folder of WATARI_DATA. The journal holds what people said and hosts printed: nobody else on this machine
 * reads it. @throws Fault store-unusable
 */
export function makeDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    throw new Fault('store-unusable', `making the data folder ${path}`, messageOf(error), { cause: error });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
