import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { UsageError } from '#bot/arguments.ts';
import { findingSentence } from '#bot/messages/findings.ts';
import { doctor } from '#bot/terminal/commands/doctor.ts';
import { hosts } from '#bot/terminal/commands/hosts.ts';
import { type FindingCode, FINDINGS } from '#core/index.ts';

import { Terminal } from './terminal.ts';

const withInventory = (text: string): Terminal => {
  const terminal = new Terminal();
  mkdirSync(join(terminal.data, 'site'));
  writeFileSync(join(terminal.data, 'site/inventory.yaml'), text);
  return terminal;
};
const HOST = 'hosts:\n  mail.siroe.com: { socket: /nowhere/ssh, user: root, identity: agent }\n';

const isFindingCode = (text: string): text is FindingCode => Object.hasOwn(FINDINGS, text);

describe('doctor', () => {
  test('has nothing to look at without an inventory, which is not ready', async () => {
    await using terminal = new Terminal();
    expect(await terminal.type(doctor, 'doctor --json')).toMatchObject({
      exit: 1,
      json: { ready: false, findings: [] },
      err: expect.stringMatching(/^There is no inventory\.yaml in /u),
    });
  });

  test('says the problems of the inventory', async () => {
    await using terminal = withInventory('hosts:\n  mail.siroe.com: { user: root }\n');
    const { exit, out, err } = await terminal.type(doctor, 'doctor');
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(/inventory\.yaml:2 /u);
  });

  test('is not ready where a host cannot be reached', async () => {
    await using terminal = withInventory(HOST);
    const { exit, out } = await terminal.type(doctor, 'doctor');
    expect(exit).toBe(1);
    expect(out).toMatch(
      /^mail\.siroe\.com\n {2}BAD {3}Cannot be reached: .*\nNot ready: 0 good, 1 bad, 0 to look/u,
    );
  });

  test('looks at one runbook at a time', async () => {
    await using terminal = withInventory(HOST);
    await expect(terminal.type(doctor, 'doctor iplanet/a iplanet/b')).rejects.toThrow(UsageError);
  });

  test('takes no password, and does not repeat one that was typed', async () => {
    await using terminal = withInventory(HOST);
    const typed = terminal.type(doctor, 'doctor --set bindDn=cn=Manager --set bindPassword=hunter2hunter2');
    const error: unknown = await typed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).not.toContain('hunter2');
  });

  test('has a sentence in both languages for everything that it can find', () => {
    for (const what of Object.keys(FINDINGS).filter(isFindingCode)) {
      const { en, ja } = findingSentence({ subject: 'mail', what, verdict: FINDINGS[what], values: {} });
      expect(en).toMatch(/\.$/u);
      expect(ja).toMatch(/[ぁ-ん一-龯ァ-ヶ]/u);
    }
  });
});

describe('hosts', () => {
  test('lists those of the inventory, and says where no key is known', async () => {
    await using terminal = withInventory(HOST);
    expect(await terminal.type(hosts, 'hosts')).toMatchObject({
      exit: 0,
      out: 'mail.siroe.com  root@/nowhere/ssh\n  No host key is known: Watari will not connect.\n',
    });
  });

  test('lists none where there is no inventory', async () => {
    await using terminal = new Terminal();
    expect(await terminal.type(hosts, 'hosts --json')).toMatchObject({ exit: 0, json: [] });
  });

  test('trusts nothing where nobody answers', async () => {
    await using terminal = withInventory(HOST);
    const { exit, json } = await terminal.type(
      hosts,
      `hosts trust mail.siroe.com --fingerprint SHA256:${'A'.repeat(43)} --json`,
    );
    expect([exit, json]).toMatchObject([1, { trusted: false, because: 'unreachable' }]);
  });
});
