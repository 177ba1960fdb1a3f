/** Shells that a host may have: their names, how a job is run by them, and where they must be. */
export const SHELLS: readonly (readonly [name: string, shell: string, path: string])[] = [
  ['dash', '/bin/dash', '/bin/dash'],
  ['posh', '/bin/posh', '/bin/posh'],
  ['mksh', '/bin/mksh', '/bin/mksh'],
  ['ksh93', '/usr/bin/ksh93', '/usr/bin/ksh93'],
  // It reads its script as characters of the locale, and a session of sshd has none.
  ['yash', '/usr/bin/env LC_ALL=C.UTF-8 /usr/bin/yash', '/usr/bin/yash'],
  ['busybox', '/bin/busybox sh', '/bin/busybox'],
];
/** All but the one that everything runs under. */
export const OTHER_SHELLS = SHELLS.slice(1);
