import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Person } from '../people.ts';
import { openSlackDoor } from './slack-door.ts';

export const TEAM = 'T0WATARI';
export const CHANNEL = 'C0MIGRATE';
export const APPROVER_GROUP = 'S0APPROVE';
/** What the local Slack takes for tokens; they open nothing else. */
export const LOCAL_TOKENS = {
  bot: 'xoxb-rehearsal',
  app: 'xapp-rehearsal',
  signingSecret: 'rehearsal-signing-secret',
} as const;

export type LocalSlack = { readonly url: string; readonly apiUrl: string; close(): Promise<void> };

/** The binary, or null on systems for which there is none. */
export function localSlackBinary(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('local-slack-linux-x64/package.json');
    return join(manifest, '..', 'bin', 'local-slack');
  } catch {
    return null;
  }
}

/** The Slack account of a simulated person. */
export const slackUser = (id: string): string => `U0${id.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '')}`;

/** A Slack of our own with these people in one channel, reachable on loopback alone. @throws Error if it does not start */
export async function startLocalSlack(people: readonly Person[]): Promise<LocalSlack> {
  const binary = localSlackBinary();
  if (binary === null)
    throw new Error(
      'Opening the local Slack: there is none for this system. It needs Linux on x64; the terminal does everything that Slack does (npm run -s watari -- help).',
    );
  const folder = mkdtempSync(join(tmpdir(), 'watari-slack-'));
  const socketPath = join(folder, 'slack.sock');
  const approvers = people.filter(({ roles }) => roles.includes('approver')).map(({ id }) => slackUser(id));
  const door = await openSlackDoor(() => socketPath, {
    groups: { [APPROVER_GROUP]: approvers },
    locales: Object.fromEntries(
      people.map(({ id, language }) => [slackUser(id), language === 'ja' ? 'ja-JP' : 'en-US']),
    ),
  });
  const config = join(folder, 'slack.json');
  writeFileSync(config, JSON.stringify(workspace(people)));
  const inside = spawn(
    'unshare',
    [
      ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
      '--net',
      '--pid',
      '--fork',
      '--kill-child=KILL',
      '/bin/sh',
      '-c',
      LOOPBACK_UP,
      'sh',
      process.execPath,
      join(import.meta.dirname, 'slack-inside.ts'),
      binary,
      config,
      String(door.port),
      socketPath,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const close = async () => {
    await ended(inside);
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(inside);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${door.port}/`, apiUrl: `http://127.0.0.1:${door.port}/api/`, close };
}

const LOOPBACK_UP = `ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || perl -e 'socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16s", "lo", 65)) or die "lo: $!\\n"'; exec "$@"`;

const workspace = (people: readonly Person[]) => ({
  workspace: { name: 'Watari', domain: 'watari', teamId: TEAM },
  apps: [
    {
      appId: 'A0WATARI',
      botUserId: 'U0WATARI',
      botName: 'watari',
      botToken: LOCAL_TOKENS.bot,
      appToken: LOCAL_TOKENS.app,
      signingSecret: LOCAL_TOKENS.signingSecret,
      mode: 'socket',
    },
  ],
  users: people.map(({ id, name }) => ({
    id: slackUser(id),
    name: id,
    real_name: `${name.en} ${name.ja}`,
    tz: 'Asia/Tokyo',
  })),
  channels: [
    { id: CHANNEL, name: 'migration', members: [...people.map(({ id }) => slackUser(id)), 'U0WATARI'] },
  ],
});

/** Resolves at its line "ready"; rejects with what it said if it ends before. */
const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const failed = (why: string) =>
      reject(
        new Error(
          `Opening the local Slack: ${why}. ${said.trim().slice(-500)} It needs namespaces (unshare of util-linux), as root or with user namespaces allowed.`,
        ),
      );
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code) => failed(`it ended with ${code ?? 'a signal'} before it was ready`));
    if (child.stdout === null) return failed('it has no output');
    createInterface({ input: child.stdout }).once('line', () => resolve());
    return undefined;
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    child.once('exit', () => resolve());
    child.stdin?.end();
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
    return undefined;
  });
