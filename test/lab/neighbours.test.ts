import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Lab, startLab } from '#core/lab/lab.ts';
import { obey } from '#core/lab/orders.ts';
import { scenarioOf } from '#core/lab/scenarios/index.ts';
import { exec, logIn } from '#core/lab/wire/ssh-client.ts';

import { eventually } from './bare-host.ts';

const SCENARIO = 'iplanet/sims-online-new-host';
const [OLD, NEW, LDAP] = ['oldmail.siroe.com', 'newmail.siroe.com', 'ldap.siroe.com'] as const;
const MTA = 'var/opt/SUNWmail/imta';

let lab: Lab;
let password = '';
beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'watari-lab-'));
  lab = await startLab({ dir, scenario: SCENARIO, seed: 5, size: 'small' });
  password = readFileSync(join(dir, 'keys/directory-manager'), 'utf8');
}, 60_000);
afterAll(async () => {
  await lab.close();
  rmSync(lab.dir, { recursive: true, force: true });
});

async function on(host: string, command: string) {
  const place = lab.hosts[host];
  if (place === undefined) throw new Error(`no ${host}`);
  const path = scenarioOf(SCENARIO, { seed: 5, size: 'small' }).hosts.find(({ name }) => name === host)?.path;
  using client = await logIn(place.socket, readFileSync(join(lab.dir, 'keys/lab'), 'utf8'), 'root');
  return await exec(client, `PATH=${path?.join(':') ?? ''}:$PATH; ${command}`);
}
const imsdirmig = (words: string): string =>
  `/lab/stand-ins/iplanet/imsdirmig.ts -h ${LDAP} -M sims -D "cn=Directory Manager" -w ${password} ${words}`;

describe('between hosts', () => {
  test('ssh ends as the command did, rsh with 0 whatever became of it', async () => {
    const command = `ssh ${OLD} 'echo out; echo err >&2; exit 7'; echo $?; rsh ${OLD} 'exit 7'; echo $?`;
    expect(await on(NEW, command)).toEqual({ stdout: 'out\n7\n0\n', stderr: 'err\n', end: 0 });
  });

  test('standard input goes along, to a command that stands at the other end as one line', async () => {
    const { stdout } = await on(NEW, `printf 'a b\\0c' | rsh ${OLD} "sed -e 's/a b/A/'" '|' od -c`);
    expect(stdout).toContain('A  \\0   c');
  });

  test('a host that is not there is no command that went well', async () => {
    const { stdout } = await on(
      NEW,
      'rsh nowhere true 2>/dev/null; echo $?; ssh nowhere true 2>/dev/null; echo $?',
    );
    expect(stdout).toBe('1\n255\n');
  });

  test('a connection that drops in mid-stream is seen by ssh, and by rsh not at all', async () => {
    const read = async (shell: string) => {
      await obey(lab, `stand-in-fault ${NEW} remote-shell cut-after-bytes 3000 once`);
      return (
        await on(NEW, `${shell} ${OLD} cat /lab/stand-ins/install.ts >/tmp/cut; echo $?; wc -c </tmp/cut`)
      ).stdout;
    };
    expect([await read('ssh'), await read('rsh')]).toEqual(['255\n3000\n', '0\n3000\n']);
    expect(
      (await on(NEW, `rsh ${OLD} cat /lab/stand-ins/install.ts | cmp - /lab/stand-ins/install.ts`)).end,
    ).toBe(0);
  });

  test('what a command writes faster than its reader reads arrives whole', async () => {
    const bytes = 6_000_000;
    const { stdout } = await on(NEW, `ssh ${OLD} head -c ${String(bytes)} /dev/zero | (sleep 1; wc -c)`);
    expect(Number(stdout)).toBe(bytes);
  });

  test('the directory answers under its name, and not on a mail host of its own', async () => {
    const search = (host: string) =>
      `/lab/wire/ldap-search -h ${host} -p 389 -D 'cn=Directory Manager' -w ${password} -b o=internet -s base '(objectClass=*)' >/dev/null 2>&1; echo $?`;
    expect((await on(OLD, search(LDAP))).stdout).toBe('0\n');
    expect((await on(NEW, search(LDAP))).stdout).toBe('0\n');
    expect((await on(NEW, search('localhost'))).stdout).not.toBe('0\n');
  });
});

describe('the IMAP server of SIMS', () => {
  const imapLogin = async (login: string): Promise<string> => {
    const talk = `exec 3<>/dev/tcp/127.0.0.1/143; read -r hello <&3; printf 'a LOGIN ${login} x\\r\\n' >&3; read -r answer <&3; printf %s "$answer"`;
    return (await on(OLD, `bash -c '${talk.replaceAll("'", String.raw`'\''`)}'`)).stdout.trim();
  };
  const change = (domain: string, user: string, pairs: string) =>
    on(OLD, imsdirmig(`-b ${domain} -m users -F '(uid=${user})' -O -A '${pairs}'`));
  const DOMAIN = 'dc=varrius,dc=example,o=internet';

  test('lets nobody into a mailbox that is locked, and the namesake in the other domain in', async () => {
    expect(await imapLogin('wallyc+varrius.example')).toBe('a OK logged in');
    await change(DOMAIN, 'wallyc', 'mailFolderMap:LOCK');
    expect(await imapLogin('wallyc+varrius.example')).toBe('a NO the mailbox is locked');
    expect(await imapLogin('wallyc')).toBe('a OK logged in');
  });

  test('leads users who have moved to their new host once it is a proxy, which it learns when it is started anew', async () => {
    await change(DOMAIN, 'maryl', `mailhost:${NEW}`);
    expect(await imapLogin('maryl+varrius.example')).toBe(`a NO the mailbox is on ${NEW}`);
    await on(OLD, "sed -i 's/ims-proxy:off/ims-proxy:on/' /etc/opt/SUNWmail/ims/ims.cnf");
    expect(await imapLogin('maryl+varrius.example')).toBe(`a NO the mailbox is on ${NEW}`);
    await on(OLD, 'mt.scheduler stop; mt.scheduler start');
    expect(await imapLogin('maryl+varrius.example')).toBe(`a OK proxied to ${NEW}`);
    expect(await imapLogin('wallyc')).toBe('a OK logged in');
    // Its mail is to stay where the tests below look for it.
    await change(DOMAIN, 'maryl', `mailhost:${OLD}`);
  });
});

describe('mail', () => {
  const inbox = (mailbox: string): readonly string[] =>
    readdirSync(join(lab.dir, 'hosts', OLD, 'root/var/opt/SUNWmail/ims/user', mailbox, 'INBOX'));
  const held = (): readonly string[] => readdirSync(join(lab.dir, 'hosts', OLD, 'root', MTA, 'queue/hold'));

  test('waits in the hold channel from the dirsync after the hold on, and goes on when it is released after another', async () => {
    const filter = (options: string): string =>
      imsdirmig(`-b dc=siroe,dc=com,o=internet -m users -F '(uid=susan)' -O -A ${options}`);
    await on(OLD, filter('mailDeliveryOption:hold'));
    await on(OLD, 'imta dirsync');
    await eventually('held mail', () => held().length > 0);
    const before = inbox('susan').length;
    const waiting = held().length;

    const early = await on(OLD, '/opt/SUNWmail/imta/sbin/hold_master -u susan -d siroe.com');
    expect(early.stdout).toBe(`${String(waiting)} messages of susan@siroe.com released\n`);
    await eventually('mail on hold again', () => held().length === waiting);
    expect(inbox('susan')).toHaveLength(before);

    await on(OLD, `${filter('mailDeliveryOption:mailbox')}; imta dirsync`);
    await on(OLD, '/opt/SUNWmail/imta/sbin/hold_master -u susan -d siroe.com');
    await eventually('released mail', () => inbox('susan').length === before + waiting);
    expect(held()).toEqual([]);
  }, 60_000);

  test('of a user of another domain is not released for a namesake', async () => {
    const folder = join(lab.dir, 'hosts', OLD, 'root', MTA);
    writeFileSync(join(folder, 'envelopes/ZZ999999.00'), 'maryl@varrius.example\n20001201000000Z\n');
    writeFileSync(join(folder, 'queue/hold/ZZ999999.00'), 'x');
    const release = (domain: string): string => `/opt/SUNWmail/imta/sbin/hold_master -u maryl -d ${domain}`;
    expect((await on(OLD, release('siroe.com'))).stdout).toMatch(/^0 messages/u);
    expect((await on(OLD, release('varrius.example'))).stdout).toMatch(/^1 messages/u);
    await eventually('released mail', () =>
      inbox('maryl@varrius.example').some((name) => name.includes('20001201000000Z')),
    );
  });

  test('goes to the host that the directory names, once dirsync has seen it, and comes in after the DNS has changed', async () => {
    await on(
      NEW,
      `printf 'No\\n390\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null
       set_option() { configutil -o local.$1 -v "$2"; }
       set_option ugldaphost ${LDAP}; set_option ugldapport 389; set_option ugldapbasedn o=internet
       set_option ugldapbinddn 'cn=Directory Manager'; set_option ugldapbindcred ${password}
       set_option ugldapdeforgdn dc=siroe,dc=com,o=internet
       set_option imta.schematag sims40,ims50; set_option imta.ugfilter '(objectClass=inetMailUser)'
       set_option imta.sims_migrate True
       stop-msg >/dev/null; start-msg >/dev/null; imsimta dirsync -F`,
    );
    const move = imsdirmig(`-b dc=siroe,dc=com,o=internet -m users -F '(uid=hanako)' -O -A mailhost:${NEW}`);
    await on(OLD, `${move}; imta dirsync`);
    await on(NEW, 'imsimta dirsync');
    const folder = join(lab.dir, 'hosts', OLD, 'root', MTA);
    writeFileSync(join(folder, 'envelopes/ZZ999998.00'), 'hanako\n20001202000000Z\n');
    writeFileSync(join(folder, 'queue/sims-ms/ZZ999998.00'), 'to the new host');
    const store = join(
      lab.dir,
      'hosts',
      NEW,
      'root/opt/iplanet/server5/msg-newmail/store/partition/primary/=user',
    );
    const dates = (): string => {
      try {
        return readFileSync(join(store, 'hanako/INBOX/store.idx'), 'utf8');
      } catch {
        return '';
      }
    };
    await eventually('mail on the new host', () => dates().includes('20001202000000Z'));
    await on(LDAP, `/opt/site/bin/dns-change ${OLD} ${NEW}`);
    const received = (): number =>
      readdirSync(join(lab.dir, 'hosts', NEW, 'root/opt/iplanet/server5/msg-newmail/imta/received')).length;
    const before = received();
    await eventually('mail of the world', () => received() > before);
    expect(readFileSync(join(lab.dir, 'run/network/world/zone'), 'utf8')).toContain(`${OLD} CNAME ${NEW}\n`);
  }, 60_000);
});

test('a machine that was told to go off goes off', async () => {
  expect((await on(OLD, '/opt/site/bin/power-off')).end).toBe(0);
  await eventually('no power', () => lab.hosts[OLD]?.pid === null);
}, 30_000);
