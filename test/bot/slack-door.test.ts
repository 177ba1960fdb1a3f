import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openSlackDoor, type SlackDoor } from '#bot/rehearsal/slack-door.ts';

let folder: string;
let behind: Server;
let door: SlackDoor;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  const socket = join(folder, 'slack.sock');
  behind = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://x');
    if (pathname === '/') answer.end('<script>function C6(l){x}</script>');
    else if (pathname.endsWith('users.info'))
      answer.end(JSON.stringify({ ok: true, user: { id: 'U1', name: 'aiko' } }));
    else asked.pipe(answer);
  });
  await new Promise<void>((resolve) => behind.listen(socket, resolve));
  door = await openSlackDoor(() => socket, { groups: { S1: ['U1'] }, locales: { U1: 'ja-JP' } });
  url = `http://127.0.0.1:${door.port}/`;
});
afterAll(async () => {
  await door.close();
  await new Promise((resolve) => behind.close(resolve));
  rmSync(folder, { recursive: true });
});

const ask = async (method: string, values: Record<string, string>): Promise<unknown> => {
  const answer = await fetch(`${url}api/${method}`, { method: 'POST', body: new URLSearchParams(values) });
  return answer.json();
};

test('who is in a user group is known here, since the local Slack does not', async () => {
  expect(await ask('usergroups.users.list', { usergroup: 'S1' })).toEqual({ ok: true, users: ['U1'] });
});

test('a group that there is not is answered as Slack answers it', async () => {
  expect(await ask('usergroups.users.list', { usergroup: 'S2' })).toEqual({
    ok: false,
    error: 'no_such_subteam',
  });
});

test('a person has the language that they read', async () => {
  expect(await ask('users.info', { user: 'U1' })).toEqual({
    ok: true,
    user: { id: 'U1', name: 'aiko', locale: 'ja-JP' },
  });
});

test('everything else goes through as it is', async () => {
  const answer = await fetch(`${url}api/chat.postMessage`, { method: 'POST', body: '{"text":"渡り"}' });
  expect(await answer.text()).toBe('{"text":"渡り"}');
});

test('the page is mended on its way', async () => {
  expect(await (await fetch(url)).text()).toContain('<pre class="block">');
});
