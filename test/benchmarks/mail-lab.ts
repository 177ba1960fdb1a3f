import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openConnections } from '#core/connections/index.ts';
import { createExecutors } from '#core/executors/index.ts';
import { loadSiteInventory } from '#core/index.ts';
import { openSqliteStore } from '#core/journal/index.ts';
import { startLab } from '#core/lab/lab.ts';
import { exec, logIn } from '#core/lab/wire/ssh-client.ts';
import { keepSshKey } from '#core/lab/wire/ssh-keys.ts';
import type { PlannedSsh } from '#core/plan/index.ts';
import { secretsFrom } from '#core/runner/index.ts';

import { contextOf } from './our-fleet.ts';

const HOST = 'mail.siroe.com';
const OLD_STORE = 'var/opt/SUNWmail/ims/user';
const NEW_STORE = 'opt/iplanet/server5/msg-mail/store/partition/primary/=user';
const LIST = '/var/tmp/benchmark';
const INSTALL = `im.server stop && printf 'No\\n390\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 && stop-msg && start-msg store`;
const RESTORE = 'imsrestore -f- -cy -v0';

/** Mailboxes dealt out to sessions. */
export type Sessions = PlannedSsh['sessions'];
/** The lab's host with SIMS and an iPlanet store, between which mailboxes are moved again and again. */
export type MailLab = AsyncDisposable & {
  /** What every mailbox of SIMS holds, by its name. */
  sizes(): ReadonlyMap<string, number>;
  /** Puts other mailboxes in the place of all: so many messages of so many bytes in each. */
  fill(messages: ReadonlyMap<string, number>, bytes: number): void;
  /** From now on `imbackup` waits before every message. */
  slowEach(ms: number): void;
  /** Milliseconds from the first command to the last end: as Watari does it, a job a session. */
  byJobs(sessions: Sessions): Promise<number>;
  /** The same pipes side by side in one shell. */
  byShell(sessions: Sessions): Promise<number>;
};

export async function openMailLab(): Promise<MailLab> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'watari-benchmark-'));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const dir = join(folder, 'lab');
  const lab = undo.use(await startLab({ dir, scenario: 'iplanet/sims-offline', seed: 1, size: 'full' }));
  const { inventory } = loadSiteInventory(lab.siteDir);
  const host = lab.hosts[HOST];
  assert.ok(inventory !== null && host !== undefined);
  const { frozen } = inventory;
  const store = undo.use(openSqliteStore(':memory:'));
  const connections = undo.use(openConnections(frozen, secretsFrom(process.env)));
  const { privateKey } = await keepSshKey(join(dir, 'keys'), 'lab');
  const shell = undo.use(await logIn(host.socket, privateKey, 'root'));
  const run = async (command: string): Promise<void> => {
    const { end, stderr } = await exec(shell, `PATH=${frozen.hosts[HOST]?.path.join(':')}:$PATH\n${command}`);
    assert.equal(end, 0, stderr);
  };
  await run(INSTALL);
  const root = join(dir, 'hosts', HOST, 'root');
  const [old, restored] = [join(root, OLD_STORE), join(root, NEW_STORE)];
  const { ssh } = createExecutors();

  /** Into a store that is empty again; what did not arrive as a whole was not measured. */
  async function timed(move: () => Promise<void>): Promise<number> {
    rmSync(restored, { recursive: true, force: true });
    const began = performance.now();
    await move();
    const tookMs = performance.now() - began;
    const arrived = filesIn(restored).filter((file) => file.endsWith('.msg')).length;
    assert.equal(arrived, filesIn(old).length, 'messages arrived');
    return tookMs;
  }
  const held = undo.move();
  return {
    sizes: () =>
      new Map(
        readdirSync(old).map((user) => [
          user,
          filesIn(join(old, user)).reduce((sum, file) => sum + statSync(file).size, 0),
        ]),
      ),
    fill(messages, bytes) {
      for (const user of readdirSync(old)) rmSync(join(old, user), { recursive: true });
      for (const [user, count] of messages) {
        mkdirSync(join(old, user, 'INBOX'), { recursive: true });
        for (let number = 1; number <= count; number += 1)
          writeFileSync(
            join(old, user, 'INBOX', `${number}.20001114093012Z.-`),
            `Subject: ${user} ${number}\r\n\r\n`.padEnd(bytes, '.'),
          );
      }
    },
    slowEach: (ms) => writeFileSync(join(host.state, 'faults/imbackup'), `slow-each ${ms}\n`),
    async byJobs(sessions) {
      const context = contextOf(frozen, connections, store, `${randomBytes(5).toString('hex')}.do.1`);
      const operation = moving(sessions);
      const tookMs = await timed(async () => {
        const outcome = await ssh.carryOut(operation, context);
        assert.equal(outcome.kind, 'succeeded', JSON.stringify(outcome));
      });
      await ssh.tidy?.(operation, context);
      return tookMs;
    },
    byShell(sessions) {
      for (const { id, users } of sessions)
        writeFileSync(join(root, `${LIST}.${id}`), users.map((user) => `${user}\n`).join(''));
      const pipes = sessions.map(({ id }) => `imbackup -f- -u ${LIST}.${id} | ${RESTORE} &`);
      return timed(() => run(`${pipes.join('\n')}\nwait`));
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const moving = (sessions: Sessions): PlannedSsh => ({
  id: 'do.1',
  verb: 'ssh',
  note: null,
  command: `imbackup | ${RESTORE}`,
  host: HOST,
  as: null,
  parts: [['imbackup -f- -u ', { list: LIST }], [RESTORE]],
  stdin: null,
  expect: { exit: [0] },
  prompts: [],
  sessions,
  listPath: LIST,
  timeoutMinutes: 10,
  expectedMinutes: null,
  idempotent: false,
  cancel: 'term-only',
  secretInArguments: false,
});
