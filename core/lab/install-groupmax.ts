import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { GROUPMAX_HOME, type GroupmaxSite } from './seed/groupmax.ts';

/** Where the tools are on the host, for the inventory's operations. */
export const GROUPMAX_TOOLS = {
  bin: `/${GROUPMAX_HOME}/bin`,
  setup: '/cdrom/groupmax6/setup',
  backUp: '/opt/site/bin/back-up-groupmax',
  deleteJournal: '/opt/site/bin/delete-journal',
  restart: '/opt/site/bin/restart-machine',
} as const;

const PROGRAMS = [
  'objectserver',
  'nxadrs',
  'nxsmngsrv',
  'mailapp',
  'gmconsole',
  'autostart',
  'advup2_6',
  'adrsetup',
];
const RESIDENTS = ['obsvd', 'nxsmngd', 'gmconsd'];
const LISTENERS = ['nxadrsd', 'gmmaild'];

/** Lays a master management server into a host's root: programs, data, the CD of Version 6 and the site's own tools. */
export function installGroupmax(root: string, site: GroupmaxSite): void {
  const link = (path: string, program: string): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    symlinkSync(join('/lab/stand-ins', program), join(root, path));
  };
  for (const name of PROGRAMS) link(`${GROUPMAX_TOOLS.bin}/${name}`, `groupmax/${name}`);
  for (const name of RESIDENTS) link(`${GROUPMAX_HOME}/lib/${name}`, 'lib/resident');
  for (const name of LISTENERS) link(`${GROUPMAX_HOME}/lib/${name}`, 'lib/listener.ts');
  link(GROUPMAX_TOOLS.setup, 'groupmax/setup');
  link(GROUPMAX_TOOLS.backUp, 'groupmax/back-up-groupmax');
  link(GROUPMAX_TOOLS.deleteJournal, 'groupmax/delete-journal');
  link(GROUPMAX_TOOLS.restart, 'site/restart-machine');
  link('etc/rc3.d/S90groupmax', 'groupmax/boot');
  for (const [path, bytes] of site.files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  writeFileSync(join(root, 'etc/services'), site.services);
}
