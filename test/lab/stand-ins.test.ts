import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { compareStores } from '#core/lab/compare.ts';
import { seedData } from '#core/lab/seed/index.ts';
import { installIplanetMedia, installSims, LAB_PATHS, seedSimsStore } from '#core/lab/stand-ins/install.ts';

import { PlainHost } from './plain-host.ts';

const PATH = `PATH=${[...LAB_PATHS.sims, ...LAB_PATHS.iplanet].join(':')}:$PATH`;
const INSTALL =
  "printf 'No\\n390\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null && stop-msg >/dev/null";

function simsHost(options: { queued?: number; incoming?: number } = {}): PlainHost {
  const host = new PlainHost();
  installSims(host.root);
  installIplanetMedia(host.root);
  seedSimsStore(host.root, seedData(7, { stored: 60, queued: 0, incoming: 0, ...options }));
  return host;
}
const runs = (host: PlainHost, name: string): string[] =>
  readFileSync(join(host.root, 'lab/state/runs', name), 'utf8')
    .trimEnd()
    .split('\n');

describe('SIMS', () => {
  test('the queue drains into the mailboxes once the dispatcher is stopped', async () => {
    using host = simsHost({ queued: 5, incoming: 4 });
    const { stdout } = await host.run(`${PATH}
      im.server start
      imta qm counters | grep -c 'Stored *[1-9]'
      imta stop dispatcher; echo "stopped $?"
      while imta qm counters | grep -q '^ *Stored *[1-9]'; do sleep 0.1; done
      find /var/opt/SUNWmail/imta/queue -type f -print
      im.server stop`);
    expect(stdout).toBe('1\nstopped 0\n');
    const waiting = readdirSync(join(host.root, 'var/opt/SUNWmail/imta/incoming')).length;
    const delivered =
      readFileSync(join(host.root, 'var/opt/SUNWmail/imta/counters/sims-ms'), 'utf8').split('\n').length - 1;
    expect(delivered).toBe(5 + 4 - waiting);
  });

  test('stopping leaves no process and closes its ports', async () => {
    using host = simsHost();
    const { stdout } = await host.run(`${PATH}
      im.server start; ps -ef | grep -c '[ ]/opt/SUNWmail/'
      im.server stop; ps -ef | grep '[ ]/opt/SUNWmail/'; echo "grep $?"
      /lab/node -e 'require("net").connect(143, "127.0.0.1").on("error", (e) => console.log(e.code))'`);
    expect(stdout).toBe('4\ngrep 1\nECONNREFUSED\n');
  });

  test('what was stopped before a power cut stays stopped at boot', async () => {
    using host = simsHost();
    const boot = '/bin/sh /etc/rc3.d/S92im.server start';
    const list = String.raw`ps -ef | sed -n 's,.* /opt/SUNWmail/.*lib/\([a-z._][a-z._]*\).*,\1,p' | sort`;
    const first = await host.run(`${PATH}; ${boot}; imta stop dispatcher; ${list}`);
    const second = await host.run(`${boot}; ${list}`);
    expect(first.stdout).toBe('imaccessd\njob_controller\nmt.scheduler\n');
    expect(second.stdout).toBe(first.stdout);
  });

  test('an option that the tool does not have is an error with usage', async () => {
    using host = simsHost();
    const { stderr, status } = await host.run(`${PATH}; imbackup -z`);
    expect(status).toBe(2);
    expect(stderr).toContain('usage: imbackup');
  });
});

describe('the store', () => {
  test('goes over tape byte for byte, with folders, flags and dates', async () => {
    using host = simsHost();
    const { stdout, stderr } = await host.run(`${PATH}
      imbackup -f /dev/rmt/0 && ${INSTALL} && start-msg store && imsrestore -f /dev/rmt/0 -cy -n -v1 | tail -n 1`);
    expect(stderr).toBe('');
    expect(stdout).toContain('60 messages restored, 0 were there already');
    expect(compareStores(host.root)).toEqual([]);
  });

  test('goes through pipes in sessions at once', async () => {
    using host = simsHost();
    const { stderr } = await host.run(`${PATH}
      cd /tmp; ls /var/opt/SUNWmail/ims/user >all; split -n l/3 all users.
      ${INSTALL}; start-msg store >/dev/null
      for list in users.*; do imbackup -f- -u $list | imsrestore -f- -cy -n -v0 & done; wait`);
    expect(stderr).toBe('');
    expect(compareStores(host.root)).toEqual([]);
    expect(runs(host, 'imsrestore')).toHaveLength(3);
  });

  test('a user who is in no list is missing', async () => {
    using host = simsHost();
    await host.run(`${PATH}
      ls /var/opt/SUNWmail/ims/user | grep -v '^susan$' >/tmp/users
      ${INSTALL}; start-msg store; imbackup -f- -u /tmp/users | imsrestore -f- -cy -n -v1`);
    const differences = compareStores(host.root);
    expect(differences).toContainEqual({ kind: 'missing-folder', where: 'susan/INBOX' });
    expect(differences.every(({ where }) => where.startsWith('susan/'))).toBe(true);
  });

  test('a backup that was cut is detected, with -c y as well', async () => {
    using host = simsHost();
    host.fault('imbackup', 'kill-after-bytes 20000 once');
    const { stdout, stderr } = await host.run(`${PATH}
      ${INSTALL}; start-msg store >/dev/null
      { imbackup -f-; echo "backup $?" >&2; } | imsrestore -f- -cy -n -v0; echo "restore $?"`);
    expect(stdout).toBe('restore 1\n');
    expect(stderr).toContain('backup 137');
    expect(stderr).toContain('imsrestore: unexpected end of backup data');
  });

  test('a backup that was cut between two messages is detected', async () => {
    using host = simsHost();
    await host.run(`${PATH}; imbackup -f /dev/rmt/0; ${INSTALL}`);
    const tape = readFileSync(join(host.root, 'dev/rmt/0'));
    writeFileSync(join(host.root, 'dev/rmt/0'), tape.subarray(0, tape.lastIndexOf('END ')));
    const { stdout } = await host.run(
      `${PATH}; start-msg store >/dev/null; imsrestore -f /dev/rmt/0 -cy -v0; echo $?`,
    );
    expect(stdout).toBe('1\n');
  });

  test('-n makes a second mailbox with a date', async () => {
    using host = simsHost();
    await host.run(`${PATH}
      imbackup -f /dev/rmt/0; ${INSTALL}; start-msg store
      imsrestore -f /dev/rmt/0 -cy -n -v1; imsrestore -f /dev/rmt/0 -cy -n -v1`);
    const folders = compareStores(host.root).filter(({ kind }) => kind === 'unexpected-folder');
    expect(folders.some(({ where }) => /^susan\/INBOX\.\d{8}$/u.test(where))).toBe(true);
    expect(compareStores(host.root).filter(({ kind }) => kind === 'doubled')).toHaveLength(60);
  });

  test('without -n a second restore leaves out what is there', async () => {
    using host = simsHost();
    const { stdout } = await host.run(`${PATH}
      imbackup -f /dev/rmt/0; ${INSTALL}; start-msg store >/dev/null
      imsrestore -f /dev/rmt/0 -cy -v0; imsrestore -f /dev/rmt/0 -cy -v1 | tail -n 1`);
    expect(stdout).toContain(' 0 messages restored, 60 were there already');
    expect(compareStores(host.root)).toEqual([]);
  });

  test('is not written to while stored is not running', async () => {
    using host = simsHost();
    const { stderr, status } = await host.run(
      `${PATH}; imbackup -f /dev/rmt/0; ${INSTALL}; imsrestore -f /dev/rmt/0 -cy`,
    );
    expect(status).toBe(1);
    expect(stderr).toBe('imsrestore: stored is not running\n');
  });

  test('a message that was changed on the way is found', async () => {
    using host = simsHost();
    await host.run(
      `${PATH}; imbackup -f /dev/rmt/0; ${INSTALL}; start-msg store; imsrestore -f /dev/rmt/0 -cy -n -v1`,
    );
    const partition = join(host.root, 'opt/iplanet/server5/msg-mail/store/partition/primary/=user');
    const files = readdirSync(partition, { recursive: true, encoding: 'utf8' });
    const [name = ''] = files.filter((one) => one.endsWith('.msg'));
    writeFileSync(join(partition, name), 'something else');
    expect(compareStores(host.root).map(({ kind }) => kind)).toEqual(['damaged', 'changed']);
  });
});

describe('the installer', () => {
  test('asks again after an answer that is none', async () => {
    using host = simsHost();
    const { stdout, status } = await host.run(
      '/cdrom/ims50/setup -d /opt/iplanet/server5',
      'perhaps\nNo\nx\n99999\n390\n',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('Please answer Yes or No.');
    expect(stdout.match(/A port is a number/gu)).toHaveLength(2);
  });

  test('leaves an installation without running servers behind when its port is taken', async () => {
    using host = simsHost();
    const { stdout, stderr } = await host.run(
      `${PATH}
      im.server start; printf 'No\\n143\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null; echo "setup $?"
      ps -ef | grep -c '[ ]/opt/iplanet/'`,
    );
    expect(stdout).toBe('setup 1\n0\n');
    expect(stderr).toContain('could not be started on port 143');
  });

  test('starts every server, and stop-msg leaves the bundled directory server alone', async () => {
    using host = simsHost();
    const list = String.raw`ps -ef | sed -n 's,.* /opt/iplanet/server5/bin/[a-z/]*/\([a-z_-]*\)\( .*\)*$,\1,p' | sort | tr '\n' ' '`;
    const { stdout } = await host.run(`${PATH}
      printf 'No\\n390\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null; ${list}; stop-msg >/dev/null; ${list}`);
    expect(stdout).toBe('dispatcher imapd job_controller mshttpd ns-slapd popd stored ns-slapd ');
  });
});

describe('configutil', () => {
  test('keeps values that a shell would take apart', async () => {
    using host = simsHost();
    const { stdout } = await host.run(`${PATH}; ${INSTALL}
      configutil -o local.ugldapbinddn -v 'cn=A, "B" \\, $(id) 太郎=+'; configutil -o local.ugldapbinddn
      configutil -o local.store.synclevel -v -1; configutil -o local.store.synclevel
      configutil -o service.loginseparator -v ''; configutil -o service.loginseparator; echo "$?"`);
    expect(stdout).toBe('OK SET\ncn=A, "B" \\, $(id) 太郎=+\nOK SET\n-1\nOK SET\n0\n');
  });

  test('keeps a history of what was changed', async () => {
    using host = simsHost();
    const { stdout } = await host.run(`${PATH}; ${INSTALL}
      for level in 0 -1; do configutil -o local.store.synclevel -v $level >/dev/null; done
      cat /opt/iplanet/server5/msg-mail/config/configutil.history`);
    expect(stdout).toBe('local.store.synclevel: 1 -> 0\nlocal.store.synclevel: 0 -> -1\n');
  });
});

test('a fault that is asked for once is obeyed once, and every run is counted', async () => {
  using host = simsHost();
  host.fault('imta', 'exit 3 once');
  const { stdout } = await host.run(
    `${PATH}; imta qm counters; echo $?; imta qm counters >/dev/null; echo $?`,
  );
  expect(stdout).toBe('3\n0\n');
  expect(runs(host, 'imta')).toEqual(['qm counters', 'qm counters']);
});
