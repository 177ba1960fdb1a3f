import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareGroupmax } from '#core/lab/compare-groupmax.ts';
import type { Difference } from '#core/lab/difference.ts';
import { GROUPMAX_TOOLS, installGroupmax } from '#core/lab/install-groupmax.ts';
import { type GroupmaxOrigin, type GroupmaxSite, groupmaxSite } from '#core/lab/seed/groupmax.ts';

import { PlainHost, type Printed } from './plain-host.ts';

const { bin, setup, backUp, deleteJournal } = GROUPMAX_TOOLS;
const PATH = `PATH=${bin}:$PATH`;
const PLACES = '/var/opt/GroupMail /var/opt/ObjectServer/db';
const BOOT = '/bin/sh /etc/rc3.d/S90groupmax start >/dev/null';
const INSTALL = `${setup} object-server && ${setup} -u address-server && ${setup} -u mail-server`;

/** A master management server without an init: a restart is a new script, and what only a restart clears is cleared here. */
class Master extends PlainHost {
  readonly site: GroupmaxSite;

  constructor(origin: GroupmaxOrigin) {
    super();
    this.site = groupmaxSite(origin, 7, 'small');
    installGroupmax(this.root, this.site);
  }

  sh(script: string): Promise<Printed> {
    return this.run(`${PATH}\n${script}`);
  }

  restarted(): void {
    rmSync(join(this.root, 'dev/shm'), { recursive: true, force: true });
    mkdirSync(join(this.root, 'var/adm'), { recursive: true });
    writeFileSync(join(this.root, 'var/adm/boot-before-restart'), 'another\n');
  }

  addServices(): void {
    const now = readFileSync(join(this.root, 'etc/services'), 'latin1');
    const end = now.includes('\r\n') ? '\r\n' : '\n';
    const wanted = ['imap 143', 'adrshd 20141', 'pop3 110', 'popcfg 106', 'adagt_ap 9080', 'adreq_ap 9081'];
    const missing = wanted.filter((entry) => {
      const [name = ''] = entry.split(' ');
      return !now.split('\n').some((line) => line.startsWith(`${name}\t`));
    });
    const lines = missing.map((entry) => `${entry.replace(' ', '\t')}/tcp${end}`).join('');
    appendFileSync(join(this.root, 'etc/services'), `${now.endsWith('\n') ? '' : end}${lines}`);
  }

  differences(): readonly Difference[] {
    return compareGroupmax(this.root, this.site);
  }
}

/** Steps 1 to 4. */
async function backedUp(origin: GroupmaxOrigin): Promise<Master> {
  const master = new Master(origin);
  const off = master.site.autostart ? 'autostart off' : ':';
  const { stderr } = await master.sh(`${BOOT}; nxsmngsrv stop; nxadrs stop && objectserver stop && ${off}`);
  expect(stderr).toBe('');
  master.restarted();
  await master.sh(`${BOOT}; ${backUp} ${PLACES} /backup/before`);
  return master;
}

/** Steps 7 to 15. */
function finish({ version, journal, autostart }: GroupmaxSite): string {
  const fromOld = version === '2.0' ? 'advup2_6 && printf "OK\\n" | adrsetup >/dev/null &&' : '';
  const clear = journal ? `${deleteJournal} /var/opt/GroupMail/journal &&` : '';
  return `objectserver start && ${fromOld} nxadrs start && nxsmngsrv start && mailapp start && ${clear} gmconsole start &&
    ${backUp} -s ${PLACES} /backup/after ${autostart ? '&& autostart on' : ''}`;
}

describe('the upgrade of a master management server', () => {
  test.each(['v5', 'v3', 'v2', 'v2-02-00'] as const)('from %s leaves nothing to find', async (origin) => {
    using master = await backedUp(origin);
    expect((await master.sh(INSTALL)).stderr).toBe('');
    master.addServices();
    const { stderr, status } = await master.sh(finish(master.site));
    expect([stderr, status]).toEqual(['', 0]);
    expect(master.differences()).toEqual([]);
  });

  test('ends with everything running where the power was cut before the last backup', async () => {
    using master = await backedUp('v2');
    await master.sh(INSTALL);
    master.addServices();
    const cut = 'for one in gmconsole mailapp nxsmngsrv nxadrs objectserver; do $one stop; done';
    const { stderr, status } = await master.sh(
      finish(master.site).replace(backUp, `${cut} >&2 && ${backUp}`),
    );
    expect([stderr.split('\n').filter((line) => !line.endsWith(' stopped')), status]).toEqual([[''], 0]);
    expect(master.differences()).toEqual([]);
  });

  test('keeps no user when Address Server is installed anew in place of updated', async () => {
    using master = await backedUp('v5');
    await master.sh(`${setup} object-server; ${setup} address-server; ${setup} -u mail-server`);
    await master.sh(finish(master.site));
    expect(master.differences()).toContainEqual({
      kind: 'changed',
      where: 'var/opt/GroupMail/nxudir/users',
    });
  });
});

describe('the order of the guide', () => {
  const refusals: readonly (readonly [rule: string, script: string, saw: string])[] = [
    [
      'Object Server is not stopped below the address service',
      `${BOOT}; objectserver stop`,
      'the address service is still using the database',
    ],
    [
      'nothing is installed while a service runs',
      `${BOOT}; nxsmngsrv stop; mailapp stop; ${setup} object-server`,
      'obsvd is running; stop every service first',
    ],
    [
      'nothing is installed before the machine was restarted',
      `${BOOT}; mailapp stop; nxsmngsrv stop; nxadrs stop; objectserver stop; ${setup} object-server`,
      'restart the machine first',
    ],
    [
      'Address Server 6 is not installed over the old Object Server',
      `${setup} -u address-server`,
      'needs Object Server 6.0',
    ],
  ];
  test.each(refusals)('%s', async (_rule, script, saw) => {
    using master = new Master('v3');
    const { stderr, status } = await master.sh(script);
    expect(status).not.toBe(0);
    expect(stderr).toContain(saw);
  });

  test('a machine that went down with everything running cannot be upgraded', async () => {
    using master = new Master('v5');
    await master.sh(`${BOOT}; autostart off`);
    master.restarted();
    expect((await master.sh(INSTALL)).stderr).toContain('the database was not closed');
  });

  test('with the automatic start left on, the address service is there again after the restart', async () => {
    using master = new Master('v5');
    await master.sh(`${BOOT}; mailapp stop; nxsmngsrv stop; nxadrs stop; objectserver stop`);
    master.restarted();
    const { stdout, stderr } = await master.sh(`${BOOT}; nxadrs status; ${INSTALL}`);
    expect(stdout).toContain('nxadrs runs');
    expect(stderr).toContain('is running; stop every service first');
  });

  test('the address service does not start without its entries in the services file', async () => {
    using master = await backedUp('v3');
    const { stderr, status } = await master.sh(`${INSTALL} && objectserver start && nxadrs start`);
    expect([status, stderr]).toEqual([1, 'nxadrs: adrshd/tcp: unknown service\n']);
  });

  test('data of Version 2.0 are refused until advup2_6 and the setup have run', async () => {
    using master = await backedUp('v2');
    master.addServices();
    const { stderr } = await master.sh(
      `${INSTALL} && { advup2_6; objectserver start; nxadrs start; advup2_6 && nxadrs start; advup2_6; }`,
    );
    expect(stderr.trimEnd().split('\n')).toEqual([
      'advup2_6: Object Server is not running',
      'nxadrs: the address data are of Version 2.0: run advup2_6',
      'nxadrs: Address_Mail Server has not been set up',
      'advup2_6: the address data are of Version 6.0, not of 2.0',
    ]);
  });
});

describe('the comparison after the upgrade', () => {
  let master: Master;
  beforeAll(async () => {
    master = await backedUp('v3');
    await master.sh(INSTALL);
    master.addServices();
    await master.sh(finish(master.site));
  });
  afterAll(() => master[Symbol.dispose]());
  const kindsAfter = (spoil: (root: string) => void): readonly string[] => {
    const root = mkdtempSync(join(tmpdir(), 'watari-groupmax-'));
    cpSync(master.root, root, { recursive: true, verbatimSymlinks: true });
    spoil(root);
    const found = compareGroupmax(root, master.site).map(({ kind, where }) => `${kind} ${where}`);
    rmSync(root, { recursive: true });
    return found;
  };

  test('finds a services file of other bytes than before', () => {
    const changed = kindsAfter((root) => {
      const file = join(root, 'etc/services');
      const text = readFileSync(file, 'latin1');
      // As an editor leaves it that takes the file for ISO 8859-1 without control characters.
      writeFileSync(
        file,
        text.replaceAll(/[\u0080-\u009f]/gu, '?').replace('ldap 389/tcp', 'ldap  389/tcp'),
        'latin1',
      );
    });
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((one) => one.includes('/etc/services'))).toBe(true);
  });

  test('finds an entry that stands there twice', () => {
    const found = kindsAfter((root) => appendFileSync(join(root, 'etc/services'), 'imap\t143/tcp\r\n'));
    expect(found).toEqual([
      'missing /etc/services: imap 143/tcp stands there as imap 143/tcp, as imap 143/tcp',
    ]);
  });

  test('finds a backup that lacks a file, or was taken of an open database', () => {
    const found = kindsAfter((root) => {
      rmSync(join(root, 'backup/before/GroupMail/isp/gateway.cfg'));
      writeFileSync(join(root, 'backup/after/db/OPEN'), '');
    });
    expect(found).toEqual([
      'missing-backup the old environment: missing var/opt/GroupMail/isp/gateway.cfg',
      'damaged the Version 6 environment: the database was open',
    ]);
  });

  test('finds the automatic start left off, a journal left behind and a service that is down', () => {
    const found = kindsAfter((root) => {
      writeFileSync(join(root, 'var/opt/GroupMail/Groupmax/autostart'), 'off\n');
      writeFileSync(join(root, 'var/opt/GroupMail/journal/J0000001'), '');
      rmSync(join(root, 'var/adm/groupmax/run/gmmaild.pid'));
    });
    expect(found).toEqual([
      'changed var/opt/GroupMail/Groupmax/autostart',
      'unexpected var/opt/GroupMail/journal/J0000001',
      'service gmmaild does not run',
    ]);
  });
});
