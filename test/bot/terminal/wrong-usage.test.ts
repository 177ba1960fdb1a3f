import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { run } from '#bot/terminal/run.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'watari-usage-'));
  vi.stubEnv('WATARI_DATA', join(home, 'data'));
  vi.stubEnv('WATARI_SITE', join(home, 'site'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

async function type(...argv: readonly string[]) {
  let out = '';
  let err = '';
  const exit = await run(argv, { out: (text) => void (out += text), err: (text) => void (err += text) });
  return { exit, out, err };
}

describe('what somebody nearly typed right', () => {
  test.each([
    [
      ['plna', '--lang', 'en'],
      2,
      'plna: unknown command. The nearest is plan; all of them are listed by help.\n',
    ],
    [
      ['plna', '--lang', 'ja'],
      2,
      'plna というコマンドはありません。plan のことですか。コマンドの一覧は help で確認できます。\n',
    ],
    [
      ['plan', 'iplanet/sims-ofline', '--examples', '--lang', 'en'],
      1,
      'There is no runbook iplanet/sims-ofline. The nearest is iplanet/sims-offline; all of them are listed by list.\n  Refusal code: unknown-runbook\n',
    ],
    [
      ['plan', 'sims-offline', '--examples', '--lang', 'ja'],
      1,
      'ランブック sims-offline は存在しません。iplanet/sims-offline のことですか。一覧は list で確認できます。\n  拒否コード：unknown-runbook\n',
    ],
    [
      ['list', '--jsno', '--lang', 'en'],
      2,
      "Unknown option '--jsno'. The nearest is --json. Nothing was done.\n",
    ],
    [
      ['list', '--jsno', '--lang', 'ja'],
      2,
      '--jsno というオプションはありません。--json のことですか。何も行っていません。\n',
    ],
  ])('is named: %j', async (argv, exit, err) => {
    expect(await type(...argv)).toEqual({ exit, out: '', err });
  });
});

describe('wrong usage', () => {
  test.each([
    ['an option without its value', ['plan', '--set', '--lang', 'ja'], /^--set には値が必要です。/u],
    ['a value where none may be', ['list', '--json=x', '--lang', 'en'], /^--json takes no value\.$/mu],
    ['no runbook', ['plan', '--lang', 'en'], /^plan: found nothing, allowed: plan <runbook>\./u],
    ['no runbook to start', ['start', '--lang', 'ja'], /^start：ランブックを指定してください/u],
    ['no verdict', ['settle', '--lang', 'ja'], /^settle：done か not-done を指定してください。$/mu],
    ['a file that is not there', ['check', 'nowhere.yaml', '--lang', 'ja'], /^check：nowhere\.yaml という/u],
  ])('is one sentence and exit 2: %s', async (_what, argv, said) => {
    const { exit, out, err } = await type(...argv);
    expect({ exit, out, lines: err.trim().split('\n').length }).toEqual({ exit: 2, out: '', lines: 1 });
    expect(err).toMatch(said);
  });

  test.each(['approve', 'abort', 'next-step', 'status', 'reject'])(
    'a run named as a word of %s is refused, since another one could be open',
    async (command) => {
      const { exit, err } = await type(command, 'sims-0002', '--lang', 'en');
      expect(exit).toBe(2);
      expect(err).toContain(`${command}: found "sims-0002"`);
      expect(err).toContain('--run sims-0002');
    },
  );

  test.each([[['list', '--fast']], [['settle']], [['approve', 'x']], [['plna']], [['rehearse', 'a/b']]])(
    'answers scripts with one JSON document too: %j',
    async (argv) => {
      const { exit, out } = await type(...argv, '--json');
      expect(exit).toBe(2);
      expect(JSON.parse(out)).toEqual({ usage: { en: expect.any(String), ja: expect.any(String) } });
    },
  );
});

test('a login that nobody has is named, with what to do', async () => {
  vi.stubEnv('SUDO_USER', 'hana');
  expect((await type('lang', 'ja', '--lang', 'en')).err).toMatch(
    /^The login \S+ belongs to nobody in people\.yaml\. .* enter it under logins/u,
  );
});

test('a data folder that cannot be made is said with what to do', async () => {
  writeFileSync(join(home, 'file'), '');
  vi.stubEnv('WATARI_DATA', join(home, 'file', 'data'));
  const { exit, out, err } = await type('status', '--lang', 'ja', '--json');
  expect(exit).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ fault: 'store-unusable', todo: { ja: expect.any(String) } });
  expect(err).toMatch(
    /^Watari 内部で問題が起きました：データの保存場所を使用できません（.*）。WATARI_DATA には/u,
  );
  expect((await type('rehearse', 'iplanet/sims-offline', '--yes', '--lang', 'en')).err).toMatch(
    /Give WATARI_DATA a folder on a local disk/u,
  );
});

describe('help', () => {
  test.each([[['help', 'plan']], [['plan', '--help']], [['plan', 'x', '-h']]])(
    'of one command shows how it is typed: %j',
    async (argv) => {
      expect((await type(...argv, '--lang', 'ja')).out).toMatch(
        /^npm run -s watari -- plan <runbook> .*\n {4}何も開始せずに、すべての手順/u,
      );
    },
  );

  test('of a command that there is not names the nearest', async () => {
    const { exit, err } = await type('help', 'plna', '--lang', 'en');
    expect([exit, err]).toEqual([2, expect.stringContaining('The nearest is plan')]);
  });
});

test('a folder of runbooks that is not there is said as it was named', async () => {
  vi.stubEnv('WATARI_RUNBOOKS', join(home, 'none'));
  const { exit, err } = await type('list', '--lang', 'ja');
  expect([exit, err]).toEqual([
    2,
    `WATARI_RUNBOOKS：${join(home, 'none')} というフォルダはありません。何も行っていません。\n`,
  ]);
});
