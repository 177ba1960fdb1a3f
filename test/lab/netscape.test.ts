import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareNetscapeStore } from '#core/lab/compare-netscape.ts';
import {
  installNetscapeDirectoryTools,
  installNetscapeMail,
  NETSCAPE_INSTANCE as OLD,
  NETSCAPE_TOOLS,
} from '#core/lab/install-netscape.ts';
import { netscapeSite } from '#core/lab/seed/netscape.ts';
import { installDirectoryTools, installIplanetMedia, LAB_PATHS } from '#core/lab/stand-ins/install.ts';
import { type Directory, startDirectory } from '#core/lab/wire/directory-server.ts';

import { PlainHost, type Printed } from './plain-host.ts';

const NEW = '/opt/iplanet/server5/msg-mail';
const password = 'manager-password';
const manager = `-h mail.siroe.com -p 389 -D "cn=Directory Manager" -w ${password}`;
const mergedSchema = readFileSync(
  new URL('../../runbooks/iplanet/schema/ims5-schema-add.ldif', import.meta.url),
  'utf8',
);
const site = netscapeSite(7, { size: 'small', mailHost: 'mail.siroe.com' });
const BOOT = '/bin/sh /etc/rc3.d/S91netscape-msg start';
const MAILQ = NETSCAPE_TOOLS.mailq;

/** Mail server and directory on one host; the directory outlives every script. */
class NetscapeHost extends PlainHost {
  #directory: Directory | undefined;

  async fill(): Promise<this> {
    mkdirSync(join(this.root, 'lab/directories'));
    this.#directory = await startDirectory({
      socket: join(this.root, 'lab/directories/mail'),
      ldif: site.directoryLdif,
      changeLog: null,
      managerPassword: password,
    });
    writeFileSync(join(this.root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nmailsrv:x:500:500::/:/bin/sh\n');
    writeFileSync(join(this.root, 'etc/group'), 'root:x:0:\nmailsrv:x:500:\n');
    installNetscapeMail(this.root, site, 'mail.siroe.com');
    installIplanetMedia(this.root);
    installDirectoryTools(this.root, {
      port: 389,
      rootDn: 'cn=Directory Manager',
      rootPassword: password,
      suffix: site.suffix,
    });
    installNetscapeDirectoryTools(this.root);
    mkdirSync(join(this.root, 'lab/state/runs'));
    // The server is not root, and has to get through.
    chmodSync(this.root, 0o755);
    for (const folder of ['lab/state/runs', 'lab/state/faults']) chmodSync(join(this.root, folder), 0o777);
    return this;
  }

  sh(script: string): Promise<Printed> {
    const relay =
      'import { startRelay } from "/lab/wire/relay.ts"; await startRelay({ port: 389, socket: "/lab/directories/mail" }); console.log("up");';
    return this.run(
      `rm -f /tmp/up; mkfifo /tmp/up
       /lab/node --input-type=module -e '${relay}' >/tmp/up 2>&1 & read -r up </tmp/up
       PATH=${[...LAB_PATHS.directory, ...LAB_PATHS.iplanet].join(':')}:$PATH
       ${script}`,
      mergedSchema,
    );
  }

  async end(): Promise<void> {
    await this.#directory?.close();
    this[Symbol.dispose]();
  }
}

const DRAIN = `${OLD}/configutil -o service.smtp.port -v 901 >/dev/null; ${OLD}/stop-msg smtp; ${OLD}/start-msg smtp
  for second in ${Array.from({ length: 90 }, (_, second) => second).join(' ')}; do
    if ${MAILQ} | grep -q 'is empty'; then break; fi; sleep 1
  done`;
const ANSWERS = [
  'No',
  'Yes',
  'mail.siroe.com',
  '389',
  site.suffix,
  'cn=Directory Manager',
  password,
  '390',
  '',
];
const INSTALL = `printf '%s\\n' ${ANSWERS.map((answer) => `'${answer}'`).join(' ')} |
  /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null && stop-msg >/dev/null`;
const TAKE_OVER = `${NETSCAPE_TOOLS.addPartitions} ${NEW} ${OLD} >/dev/null
  rmdir ${NEW}/store/user/ && ln -s ${OLD}/store/user/ ${NEW}/store/user
  cp ${OLD}/store/mboxlist/data.db2 ${NEW}/store/mboxlist/folder.db
  cp ${OLD}/store/quota.db2 ${NEW}/store/mboxlist/quota.db
  chown mailsrv ${NEW}/store/mboxlist/*`;
const RECONSTRUCT = `cd /opt/iplanet/server5/bin/msg/admin/bin &&
  CONFIGROOT=${NEW}/config setpriv --reuid=500 --regid=500 --clear-groups ./reconstruct -q`;

describe('the way from Netscape Messaging Server', () => {
  let host: NetscapeHost;
  let said: Printed;
  beforeAll(async () => {
    host = await new NetscapeHost().fill();
    said = await host.sh(`${BOOT}
      ${NETSCAPE_TOOLS.backUpStore} ${OLD}/store /backup/store
      ${DRAIN}; ${OLD}/stop-msg; ldapmodify ${manager} >/dev/null
      ${INSTALL} && ${TAKE_OVER} && start-msg store >/dev/null && ${RECONSTRUCT}`);
  });
  afterAll(() => host.end());
  const found = (spoil: (root: string) => void): readonly string[] => {
    const root = mkdtempSync(join(tmpdir(), 'watari-netscape-'));
    for (const folder of ['opt', 'etc', 'var', 'backup'])
      cpSync(join(host.root, folder), join(root, folder), {
        recursive: true,
        verbatimSymlinks: true,
        preserveTimestamps: true,
      });
    // cpSync gives everything to whoever copies.
    spoil(root);
    const differences = compareNetscapeStore(root, { ...site, serverUid: process.getuid?.() ?? 0 });
    rmSync(root, { recursive: true });
    return differences.map(({ kind, where }) => `${kind} ${where}`);
  };

  test('leaves nothing to find', () => {
    expect(said).toEqual({ stdout: '40 quotas\n', stderr: '', status: 0 });
    expect(compareNetscapeStore(host.root, site)).toEqual([]);
  });

  test('has delivered what was queued, and takes nothing in on another port', () => {
    const incoming = readdirSync(join(host.root, OLD, 'smtp/incoming')).length;
    expect(incoming).toBeGreaterThan(0);
    expect(readdirSync(join(host.root, OLD, 'smtp/envelopes'))).toHaveLength(incoming);
  });

  test('is found to have forgotten a partition', () => {
    const missing = found((root) => {
      const file = join(root, NEW, 'config/local.conf');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/^store\.partition\.second\.path.*\n/mu, ''));
    });
    const second = site.users.filter(({ partition }) => partition === 'second').map(({ mailbox }) => mailbox);
    const users = missing.map((one) => /^missing(?:-folder)? ([^/]+)\//u.exec(one)?.[1]);
    expect(new Set(users)).toEqual(new Set(second));
  });

  test('is found to have copied what must not be copied', () => {
    const name = 'log.0000000001';
    expect(
      found((root) =>
        cpSync(join(root, OLD, 'store/mboxlist', name), join(root, NEW, 'store/mboxlist', name)),
      ),
    ).toEqual([`changed foreign ${name}`]);
  });

  test('is found to have lost a message, a flag or a message of the backup', () => {
    const mailbox = (root: string, user: string): string =>
      join(root, OLD, 'store/partition/primary/=user', user, 'INBOX');
    const user = site.messages.find(
      ({ place, folder, mailbox: of, flags }) =>
        place === 'store' && folder === 'INBOX' && flags !== '-' && site.partitionOf(of) === 'primary',
    )?.mailbox;
    expect(user).toBeDefined();
    const kinds = found((root) => {
      const index = join(mailbox(root, user ?? ''), 'store.idx');
      writeFileSync(index, readFileSync(index, 'utf8').replace(/^(\d+ \S+) [ADFST]+ /mu, '$1 - '));
      rmSync(join(root, 'backup/store/partition/primary/=user', user ?? '', 'INBOX/1.msg'));
    }).map((one) => one.split(' ')[0]);
    expect(new Set(kinds)).toEqual(new Set(['flags', 'missing-backup']));
  });
});

describe('the tools of the way', () => {
  const onHost = async (script: string): Promise<Printed> => {
    const host = await new NetscapeHost().fill();
    try {
      return await host.sh(script);
    } finally {
      await host.end();
    }
  };

  test('a port that was changed is not in use before the server starts anew', async () => {
    const { stdout } = await onHost(`${BOOT}
      ${OLD}/configutil -o service.smtp.port -v 901 >/dev/null; ${OLD}/start-msg smtp
      for port in 25 901; do
        /lab/node -e "require('net').connect($port, '127.0.0.1').on('connect', () => { console.log($port, 'open'); process.exit() }).on('error', () => console.log($port, 'closed'))"
      done`);
    expect(stdout).toBe('25 open\n901 closed\n');
  });

  test('dirsync sees nobody of Netscape unless both settings are made', async () => {
    const filter =
      '(|(objectClass=inetLocalMailRecipient)(|(objectClass=mailRecipient)(objectclass=mailGroup)))';
    const { stdout } =
      await onHost(`${INSTALL}; configutil -o local.ugldapdeforgdn -v ${site.suffix} >/dev/null
      imsimta dirsync -F
      configutil -o local.imta.ugfilter -v '${filter}' >/dev/null; imsimta dirsync -F
      configutil -o local.imta.schematag -v ims50,nms41 >/dev/null; imsimta dirsync -F`);
    const all = site.users.length + site.groups.length;
    expect(stdout).toBe(`dirsync: 0 entries\ndirsync: 0 entries\ndirsync: ${String(all)} entries\n`);
  });

  test('a store whose lists belong to somebody else does not start', async () => {
    const { stdout, stderr } = await onHost(
      `${INSTALL}; ${TAKE_OVER}; chown root ${NEW}/store/mboxlist/quota.db; start-msg store; echo $?`,
    );
    expect(stdout).not.toContain('Starting stored ...');
    expect(stderr).toContain(`stored cannot read ${NEW}/store/mboxlist/quota.db`);
  });

  test('reconstruct wants the server user, CONFIGROOT and a running store', async () => {
    const { stderr } = await onHost(`${INSTALL}; ${TAKE_OVER}; ${RECONSTRUCT}; start-msg store >/dev/null
      ./reconstruct -q; CONFIGROOT=${NEW}/config ./reconstruct -q`);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'reconstruct: stored is not running',
      'reconstruct: CONFIGROOT is not set',
      'reconstruct: run this as the mail server user',
    ]);
  });

  test('preparing the directory takes effect with its restart, and leaves the schema alone when told so', async () => {
    const host = await new NetscapeHost().fill();
    const config = join(host.root, 'opt/netscape/server4/slapd-mail/config');
    try {
      await host.sh("cd /cdrom/ims50; printf '%s\\n' '' '' o=siroe.com No | perl ims_dssetup.pl");
      expect(readdirSync(config).toSorted()).toEqual(['indexes.new', 'slapd.conf']);
      const { status } = await host.sh('/opt/netscape/server4/slapd-mail/restart-slapd');
      expect(status).toBe(0);
      expect(readdirSync(config).toSorted()).toEqual(['indexes', 'slapd.conf']);
      await host.sh("cd /cdrom/ims50; printf '%s\\n' '' '' o=siroe.com Yes | perl ims_dssetup.pl");
      expect(existsSync(join(config, 'schema-of-ims50'))).toBe(true);
    } finally {
      await host.end();
    }
  });
});
