import { readFileSync } from 'node:fs';

export type Login = {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
};

/** A login user of the host as its /etc/passwd has it now; installers add users while the server runs. */
export function findLogin(name: string, file = '/etc/passwd'): Login | null {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [user, , uid, gid, , home, shell] = line.split(':');
    if (user !== name || home === undefined || shell === undefined) continue;
    return { name, uid: Number(uid), gid: Number(gid), home, shell: shell === '' ? '/bin/sh' : shell };
  }
  return null;
}

/** Whether this host knows only one user number (a lab started without root): then everybody is that one. */
export function singleUser(map = '/proc/self/uid_map'): boolean {
  const ranges = readFileSync(map, 'utf8').trim().split('\n');
  return ranges.length === 1 && ranges[0]?.trim().split(/\s+/u)[2] === '1';
}
