import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import { openConnections } from '#core/connections/index.ts';
import { loadInventory } from '#core/plan/inventory.ts';

import { eventually } from './bare-host.ts';
import { processesOf } from './processes.ts';

const MAIN = new URL('../../core/lab/main.ts', import.meta.url).pathname;
const answer = z.looseObject({
  name: z.string().optional(),
  ok: z.boolean().optional(),
  site: z.string().optional(),
  hosts: z.array(z.looseObject({ name: z.string(), pid: z.number().nullable(), root: z.string() })),
});
type Answer = z.infer<typeof answer>;

/** A lab process, its parent being the test. */
class LabProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  errors = '';
  readonly #lines: AsyncIterator<string>;

  constructor(dir: string, under: readonly string[] = []) {
    const words = [
      MAIN,
      '--dir',
      dir,
      '--scenario',
      'iplanet/sims-offline',
      '--seed',
      '3',
      '--size',
      'small',
    ];
    const [program = process.execPath, ...before] = under;
    const child = spawn(program, under.length === 0 ? words : [...before, process.execPath, ...words]);
    this.child = child;
    this.ended = once(child, 'close');
    child.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async next(): Promise<Answer> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`the lab ended: ${this.errors}`);
    return answer.parse(JSON.parse(line.value));
  }

  tell(order: string): Promise<Answer> {
    this.child.stdin?.write(`${order}\n`);
    return this.next();
  }

  async end(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
  }
}

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watari-lab-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** What a host of the lab answers to a command, over the connections that Watari itself uses. */
async function onHost(site: string, command: string): Promise<string> {
  const { inventory } = loadInventory(join(site, 'inventory.yaml'));
  if (!inventory) throw new Error('the inventory does not load');
  await using connections = openConnections(inventory.frozen, (reference) => {
    if (reference.from !== 'file') throw new Error('a lab keeps its secrets in files');
    return readFileSync(reference.path, 'utf8');
  });
  const { stdout } = await (await connections.host('mail.siroe.com')).exec(command);
  return new TextDecoder().decode(stdout);
}

test('a lab is a site: its inventory loads, its host and directory answer, and SIMS runs on it', async () => {
  const lab = new LabProcess(dir);
  const { site = '' } = await lab.next();
  expect(loadInventory(join(site, 'inventory.yaml')).problems).toEqual([]);
  const { inventory } = loadInventory(join(site, 'inventory.yaml'));
  const values = z
    .looseObject({ bindPassword: z.string() })
    .parse(JSON.parse(readFileSync(join(site, 'values.json'), 'utf8')));
  expect(Object.keys(inventory?.frozen.secrets ?? {})).toContain(values.bindPassword);
  await eventually('SIMS', async () =>
    (await onHost(site, 'ps -ef')).includes('/opt/SUNWmail/imta/lib/dispatcher'),
  );
  await onHost(site, '/opt/SUNWmail/sbin/im.server stop');
  expect(await onHost(site, 'ps -eo args= | grep "[/]opt/SUNWmail"')).toBe('');
  const bind = `-D "cn=Directory Manager" -w ${readFileSync(join(dir, 'keys/directory-manager'), 'utf8')}`;
  const search = `/opt/netscape/server4/shared/bin/ldapsearch -h mail.siroe.com ${bind} -b o=internet -s base`;
  expect(await onHost(site, `${search} 'objectClass=*'`)).toContain('dn: o=internet\n');
  await lab.end();
});

test('what was done on a lab is there when it is started again, under the same key', async () => {
  const first = new LabProcess(dir);
  const { site = '' } = await first.next();
  await onHost(site, 'echo kept >/opt/kept');
  const inventory = readFileSync(join(site, 'inventory.yaml'), 'utf8');
  await first.end();
  const second = new LabProcess(dir);
  await second.next();
  expect(readFileSync(join(site, 'inventory.yaml'), 'utf8')).toBe(inventory);
  expect(await onHost(site, 'cat /opt/kept')).toBe('kept\n');
  await second.end();
});

test.each([
  ['end of file', (child: ChildProcess) => child.stdin?.end()],
  ['SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
  ['SIGKILL', (child: ChildProcess) => child.kill('SIGKILL')],
])('leaves no process behind after %s', async (_, stop) => {
  const lab = new LabProcess(dir);
  const { site = '' } = await lab.next();
  await onHost(site, '(sleep 600 >/dev/null 2>&1 &)');
  expect(processesOf(dir).length).toBeGreaterThan(3);
  stop(lab.child);
  await lab.ended;
  await eventually('nobody left', () => processesOf(dir).length === 0);
  expect(processesOf(dir)).toEqual([]);
});

test('one process alone has a lab', async () => {
  const first = new LabProcess(dir);
  await first.next();
  const second = new LabProcess(dir);
  await second.ended;
  expect(second.errors).toContain('another process has this lab running');
  await first.end();
});

test('a folder may be far down: sockets get a short path, the same each time', async () => {
  const deep = join(dir, 'a-folder-with-a-long-name'.repeat(5), 'lab');
  mkdirSync(deep, { recursive: true });
  const lab = new LabProcess(deep);
  const { site = '' } = await lab.next();
  expect(await onHost(site, 'hostname')).toBe('mail.siroe.com\n');
  const socket = loadInventory(join(site, 'inventory.yaml')).inventory?.frozen.hosts['mail.siroe.com']
    ?.address;
  expect(socket).toEqual({ socket: expect.stringMatching(/^.{1,107}$/u) });
  await lab.end();
});

test('orders are obeyed one after the other, and a wrong one is answered', async () => {
  const lab = new LabProcess(dir);
  const { hosts, site = '' } = await lab.next();
  const [cut, boot] = [await lab.tell('power-cut mail.siroe.com'), await lab.tell('boot mail.siroe.com')];
  expect(cut).toMatchObject({ ok: true, hosts: [{ pid: null }] });
  expect(boot).toMatchObject({ ok: true, hosts: [{ pid: expect.any(Number) }] });
  expect(boot.hosts[0]?.pid).not.toBe(hosts[0]?.pid);
  expect(await lab.tell('power-cut elsewhere')).toMatchObject({
    ok: false,
    saw: expect.stringContaining('mail.siroe.com'),
  });
  await lab.tell('export');
  expect(readFileSync(join(dir, 'export/mail.siroe.com-389.ldif'), 'utf8')).toContain('dn: o=internet\n');
  expect(await onHost(site, 'hostname')).toBe('mail.siroe.com\n');
  await lab.end();
});

/** Whether somebody else than root may come to this repository, so that somebody else can be played. */
const othersMayRead = (): boolean =>
  spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'test', '-r', MAIN]).status === 0;

test.runIf(process.getuid?.() === 0 && othersMayRead())('a lab needs no root', async () => {
  chownSync(dir, 65534, 65534);
  const lab = new LabProcess(dir, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']);
  const { site = '' } = await lab.next();
  expect(await onHost(site, 'id -u; mkdir /opt/own && echo made')).toBe('0\nmade\n');
  expect(statSync(join(dir, 'hosts', 'mail.siroe.com', 'root', 'opt', 'own')).uid).toBe(65534);
  await lab.end();
});

test.runIf(process.getuid?.() === 0)(
  'where namespaces are refused there is no lab, and it says so',
  async () => {
    const files = '--bounding-set=-all,+chown,+fowner,+dac_override';
    const lab = new LabProcess(dir, ['setpriv', files, '--inh-caps=-all', '--']);
    await lab.ended;
    expect(lab.child.exitCode).toBe(3);
    expect(lab.errors).toMatch(
      /^Starting the simulated host mail\.siroe\.com: this machine does not give.*\n$/u,
    );
  },
);
