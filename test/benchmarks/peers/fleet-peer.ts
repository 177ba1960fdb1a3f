import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { programOnPath, timed } from '../programs.ts';

/** Another program that carries one command out on every host at once. */
export type FleetPeer = {
  readonly name: string;
  /** Milliseconds of the whole program, from no connection at all. */
  cold(): Promise<number>;
  /** The same over the connections that the last cold one left open, if it leaves any. */
  warm(): Promise<number>;
  /** Ends the ControlMasters that it left behind. */
  drop(): Promise<void>;
};

/** Ends every ControlMaster whose socket lies in a folder. */
export async function dropMasters(folder: string): Promise<void> {
  const ssh = programOnPath('ssh');
  if (ssh === null) return;
  await Promise.all(
    readdirSync(folder).map((socket) =>
      // One that has gone by itself in the meantime is no matter.
      timed(ssh, ['-F', 'none', '-S', join(folder, socket), '-O', 'exit', 'peer']).catch(() => undefined),
    ),
  );
}
